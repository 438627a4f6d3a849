import type { CatalogProvider, RunRecord } from '../catalog/provider.js';
import { SourceSenseError } from '../contracts/failure.js';
import { requirePublishedRun } from './published-run.js';

type Catalog = Pick<CatalogProvider, 'getRun' | 'publishedRuns'>;

/** `sales@latest`, `sales@previous`; a connection's name alone is its latest run. */
const REFERENCE = /^([a-z0-9][a-z0-9_-]{0,62})(?:@(latest|previous))?$/;
/** How many published runs came after each. */
const LATER_RUNS = { latest: 0, previous: 1 } as const;

/**
 * The published run that a command line names: by its id, or by its connection. Throws `invalid_input` when there is no such
 * run, or nothing of it is visible.
 */
export async function referredRun(catalog: Catalog, reference: string): Promise<RunRecord> {
  const [, connection, place = 'latest'] = REFERENCE.exec(reference) ?? [];
  const isKnown = connection === undefined || (await catalog.getRun(reference)) !== null;
  if (isKnown) return requirePublishedRun(catalog, reference);
  const position = LATER_RUNS[place as keyof typeof LATER_RUNS];
  const run = (await catalog.publishedRuns(connection, position + 1))[position];
  if (run !== undefined) return run;
  const what = position === 0 ? 'no published run' : 'no published run before its latest';
  throw new SourceSenseError('invalid_input', `The connection ${connection} has ${what}.`, {
    remedy: '`sourcesense list` shows the runs there are.',
  });
}

/** The run of the same connection that was published before. Throws `invalid_input` when there is none. */
export async function runBefore(catalog: Catalog, run: RunRecord): Promise<RunRecord> {
  const [before] = await catalog.publishedRuns(run.connection, 1, run.runNumber);
  if (before !== undefined) return before;
  throw new SourceSenseError('invalid_input', `There is no published run before ${run.runId}.`, {
    remedy: 'Name two runs.',
  });
}
