import { COUNT_REPORTS, NO_COST, type SourceCounts } from '../contracts/extraction.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface RecountObjectsInput {
  readonly runId: string;
  readonly connection: string;
}

/** Counts every kind again, for a run in which objects came or went while it read. */
export async function recountObjects(deps: ActivityDeps, input: RecountObjectsInput): Promise<SourceCounts> {
  return runActivity(async ({ signal, epoch }) => {
    const { runId, connection } = input;
    const source = await deps.source(connection);
    const recounted = await source.count({ runId, signal });
    const step = { runId, partitionId: COUNT_REPORTS.after, stage: 'recountObjects', reading: 1, epoch };
    await deps.catalog.report(step, { tallies: recounted.counts, gaps: recounted.gaps, cost: NO_COST });
    return recounted;
  });
}
