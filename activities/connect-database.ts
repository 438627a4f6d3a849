import { Context } from '@temporalio/activity';
import type { SourceFacts } from '../contracts/extraction.js';
import { isOfCategory } from '../contracts/failure.js';
import type { Source } from '../sources/source.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface ConnectDatabaseInput {
  readonly runId: string;
  readonly connection: string;
}

/**
 * Milliseconds until first contact is tried again, which is final as a step: somebody waits, and may have mistyped. But a
 * connection that broke or found no room was to the right place.
 */
const TRIED_AGAIN_AFTER_MS = [500, 1000, 2000, 4000];

/** Records the run in the catalog, reaches the source, and keeps what it says of itself. */
export async function connectDatabase(deps: ActivityDeps, input: ConnectDatabaseInput): Promise<SourceFacts> {
  return runActivity(deps, async (deps, { signal, costMeter }) => {
    const { runId, connection } = input;
    await deps.catalog.beginRun(runId, connection);
    const source = await deps.source(connection);
    // One that begins again, reset or retried, has reached it before.
    const wasReached = async () => (await deps.catalog.runState(runId)) !== null;
    const { notice, ...facts } = await reach(source, { runId, signal, cost: costMeter() }, wasReached);
    if (notice !== undefined) Context.current().log.warn(notice);
    await deps.catalog.recordFacts(runId, facts);
    return facts;
  });
}

/** Reaches the source, trying again what may pass. Throws what it failed with last. */
async function reach(
  source: Source,
  context: Parameters<Source['connect']>[0],
  wasReached: () => Promise<boolean>,
): ReturnType<Source['connect']> {
  for (const milliseconds of TRIED_AGAIN_AFTER_MS) {
    try {
      return await source.connect(context);
    } catch (error) {
      const mayPass =
        isOfCategory(error, 'connection_lost') ||
        isOfCategory(error, 'source_busy') ||
        (isOfCategory(error, 'unreachable') && (await wasReached()));
      if (!mayPass) throw error;
    }
    await Context.current().sleep(milliseconds);
  }
  return source.connect(context);
}
