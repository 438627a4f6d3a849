import type { Capability, RoleRequest, SourceExamination } from '../../../contracts/examination.js';
import type { PostgresConnectionConfig } from '../config.js';
import type { Server } from '../server.js';
import type { ReadSession } from '../session.js';
import { type Examination, probeQueries } from './examination.js';
import { examineFunctions } from './functions.js';
import { deniedNames, examineKinds } from './kinds.js';
import { roleScript } from './role-script.js';
import { readServerFacts } from './server-facts.js';
import { examineServerDetails, examineSessions } from './server-side.js';
import {
  examineColumnStatistics,
  examineRowSecurity,
  examineSequenceValues,
  examineUserMappings,
} from './withheld.js';

export interface ExaminationParts {
  readonly session: ReadSession;
  readonly server: Server;
  readonly config: PostgresConnectionConfig;
}

/** Looks at everything a run needs, in one transaction; the session is of no further use when something was refused. */
export async function examineSession(
  { session, server, config }: ExaminationParts,
  roleRequest?: RoleRequest,
): Promise<SourceExamination> {
  const { major, facts: source, queries: extraction } = server;
  const queries = probeQueries(major);
  const facts = await readServerFacts(session, queries);
  const examination: Examination = { session, major, role: facts.role, queries, extraction };
  const denied = await deniedNames(examination, Object.values(extraction.kinds), source.role);
  const capabilities: Capability[] = [
    ...(await examineKinds(examination, denied)),
    ...examineFunctions(extraction, denied, facts.role),
    await examineColumnStatistics(examination),
    await examineRowSecurity(examination),
    await examineSequenceValues(examination),
    await examineUserMappings(examination),
    ...examineServerDetails(facts),
    ...examineSessions(facts, config, server),
  ];
  const script = roleRequest === undefined ? null : await roleScript(examination, config, roleRequest);
  return { source, capabilities, roleScript: script };
}
