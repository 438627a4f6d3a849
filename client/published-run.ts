import type { CatalogReader, RunRecord } from '../catalog/provider.js';
import { SourceSenseError } from '../contracts/failure.js';
import { prunedRun, unknownRun } from './describe-run.js';

/** A run whose objects can be read. Throws `invalid_input` when there is no such run, or nothing of it is visible. */
export async function requirePublishedRun(
  catalog: Pick<CatalogReader, 'getRun'>,
  runId: string,
): Promise<RunRecord> {
  const run = await catalog.getRun(runId);
  if (run === null) throw unknownRun(runId);
  if (run.status === 'published') return run;
  if (run.status === 'pruned') throw prunedRun(runId);
  throw new SourceSenseError(
    'invalid_input',
    `The run ${runId} is not published (${run.status}), so nothing of it can be read.`,
    { remedy: '`sourcesense list` shows the runs that completed.' },
  );
}
