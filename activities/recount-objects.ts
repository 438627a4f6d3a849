import type { SourceCounts } from '../contracts/extraction.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface RecountObjectsInput {
  readonly runId: string;
  readonly connection: string;
}

/** Counts every kind again, for a run in which objects came or went while it read. */
export async function recountObjects(deps: ActivityDeps, input: RecountObjectsInput): Promise<SourceCounts> {
  return runActivity(async ({ signal }) => {
    const source = await deps.source(input.connection);
    return source.count({ runId: input.runId, signal });
  });
}
