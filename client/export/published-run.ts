import type { CatalogReader, RunRecord } from '../../catalog/provider.js';
import type { SourceFacts } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { prunedRun, unknownRun } from '../describe-run.js';

/** A run whose objects can be read, with what its source said of itself. */
export interface PublishedRun {
  readonly runId: string;
  readonly facts: SourceFacts;
  /** Objects that could not be read. */
  readonly missing: number;
}

/** Throws `invalid_input` for a run that there is not or that was not published. */
export async function publishedRun(catalog: CatalogReader, runId: string): Promise<PublishedRun> {
  const run = await catalog.getRun(runId);
  if (run === null) throw unknownRun(runId);
  if (run.status === 'pruned') throw prunedRun(runId);
  const { facts } = run;
  if (run.status !== 'published' || facts === null) throw notPublished(run);
  const gaps = await catalog.getGaps(runId);
  return { runId, facts, missing: gaps.reduce((sum, { objects }) => sum + objects, 0) };
}

function notPublished({ runId, status }: RunRecord): SourceSenseError {
  return new SourceSenseError(
    'invalid_input',
    `The run ${runId} has no objects to export: it is ${status}.`,
    {
      remedy: 'Export a run that is complete; `sourcesense list` shows them.',
    },
  );
}
