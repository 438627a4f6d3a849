import { Context } from '@temporalio/activity';
import type { SourceFacts } from '../contracts/extraction.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface ConnectDatabaseInput {
  readonly runId: string;
  readonly connection: string;
}

/** Records the run in the catalog, reaches the source, and keeps what it says of itself. */
export async function connectDatabase(deps: ActivityDeps, input: ConnectDatabaseInput): Promise<SourceFacts> {
  return runActivity(deps, async (deps, { signal, costMeter }) => {
    const { runId, connection } = input;
    await deps.catalog.beginRun(runId, connection);
    const source = await deps.source(connection);
    const { notice, ...facts } = await source.connect({ runId, signal, cost: costMeter() });
    if (notice !== undefined) Context.current().log.warn(notice);
    await deps.catalog.recordFacts(runId, facts);
    return facts;
  });
}
