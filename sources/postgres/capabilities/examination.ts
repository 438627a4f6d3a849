import { readSql, sqlForVersion } from '../../load-sql.js';
import type { PostgresQueries } from '../queries.js';
import type { ReadSession } from '../session.js';

const PROBES = [
  'catalog-access',
  'column-statistics',
  'row-security',
  'sequence-values',
  'user-mapping-options',
  'server',
  'role-grants',
] as const;

/** The SQL of every probe, for one major version. */
export type ProbeQueries = Readonly<Record<(typeof PROBES)[number], string>>;

/** What the parts of an examination share. */
export interface Examination {
  readonly session: ReadSession;
  readonly major: number;
  /** The role of the session, quoted. */
  readonly role: string;
  readonly queries: ProbeQueries;
  /** What a run would read, and so what is needed for it. */
  readonly extraction: PostgresQueries;
}

export function probeQueries(major: number): ProbeQueries {
  const query = (name: string) => [name, sqlForVersion(readSql(`./${name}.sql`, import.meta.url), major)];
  return Object.fromEntries(PROBES.map(query)) as ProbeQueries;
}
