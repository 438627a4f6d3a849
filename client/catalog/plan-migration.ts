import type { CatalogProvider, RunSummary } from '../../catalog/provider.js';
import { SourceSenseError } from '../../contracts/failure.js';

/** What a destination lacks of a catalog. */
export interface MigrationPlan {
  /** In the order in which they began. */
  readonly runs: readonly PlannedRun[];
  /** Connections of those runs, with the run that is the published one at the end; null where none is. */
  readonly connections: ReadonlyMap<string, string | null>;
  /** Versions that those runs added, as their records say. */
  readonly versions: number;
}

export interface PlannedRun {
  readonly runId: string;
  readonly connection: string;
  /** Whether versions that are there already are to be brought up to date: see `CatalogTransfer.importRun`. */
  readonly refresh: boolean;
}

/**
 * Compares both catalogs' runs. Throws `invalid_input` when a run goes on in either, or when the destination has runs of
 * a connection that the source of the migration does not have, or has otherwise: then they are not one history.
 */
export async function planMigration(from: CatalogProvider, to: CatalogProvider): Promise<MigrationPlan> {
  const [ours, theirs] = [await from.listForTransfer(), await to.listForTransfer()];
  refuseRunning(ours, 'The catalog to migrate');
  refuseRunning(theirs, 'The destination');
  const known = new Map(theirs.map((run) => [run.runId, run]));
  const missing = ours.filter((run) => isMissing(run, known.get(run.runId)));
  refuseConflicts(ours, theirs, new Set(missing.map(({ connection }) => connection)));
  const latest = new Map<string, string>();
  for (const run of missing) if (run.status === 'published') latest.set(run.connection, run.runId);
  const there = new Set(theirs.filter(isPublished).map(({ connection }) => connection));
  return {
    runs: missing.map(({ runId, connection }) => ({
      runId,
      connection,
      refresh: there.has(connection) && latest.get(connection) === runId,
    })),
    connections: new Map(missing.map(({ connection }) => [connection, latest.get(connection) ?? null])),
    versions: missing.reduce((sum, { added }) => sum + (added ?? 0), 0),
  };
}

const isPublished = ({ status }: RunSummary) => status === 'published';

/** A run that had failed there may have been resumed here; one that was published there is kept, even if pruned here. */
function isMissing(run: RunSummary, known: RunSummary | undefined): boolean {
  if (known === undefined) return true;
  return (known.status === 'failed' || known.status === 'cancelled') && known.status !== run.status;
}

function refuseRunning(runs: readonly RunSummary[], which: string): void {
  const running = runs.filter(({ status }) => status === 'running').map(({ runId }) => runId);
  if (running.length === 0) return;
  throw new SourceSenseError('invalid_input', `${which} has runs that go on: ${running.join(', ')}.`, {
    remedy:
      'Wait for them or cancel them; `sourcesense catalog prune` ends those whose workflow is gone, and no schedule ' +
      'should start others meanwhile.',
  });
}

function refuseConflicts(
  ours: readonly RunSummary[],
  theirs: readonly RunSummary[],
  migrated: ReadonlySet<string>,
): void {
  const known = new Map(ours.map((run) => [run.runId, run]));
  const conflicts = theirs.filter((run) => {
    const own = known.get(run.runId);
    if (own !== undefined) return !isSameRun(own, run);
    return migrated.has(run.connection) && (run.status === 'published' || run.status === 'pruned');
  });
  if (conflicts.length === 0) return;
  const names = conflicts.slice(0, 3).map(({ runId }) => runId);
  throw new SourceSenseError(
    'invalid_input',
    `The destination has a history of its own of ${[...new Set(conflicts.map(({ connection }) => connection))].join(', ')}: ` +
      `${names.join(', ')}${conflicts.length > names.length ? ' and others' : ''}.`,
    {
      remedy:
        'Two histories can not be joined: migrate into a catalog that has not extracted these connections.',
    },
  );
}

function isSameRun(own: RunSummary, run: RunSummary): boolean {
  if (own.connection !== run.connection || own.startedAt.getTime() !== run.startedAt.getTime()) return false;
  if (!isPublished(own) || !isPublished(run)) return true;
  return own.added === run.added && own.endedAt?.getTime() === run.endedAt?.getTime();
}
