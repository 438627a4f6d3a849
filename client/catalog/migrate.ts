import type { CatalogProvider } from '../../catalog/provider.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { copyAnnotations } from './copy-annotations.js';
import {
  type CatalogAndStore,
  copyArtifacts,
  type LostArtifact,
  missingArtifacts,
} from './copy-artifacts.js';
import { type MigrationPlan, planMigration } from './plan-migration.js';

export interface MigrationSummary {
  readonly dryRun: boolean;
  readonly runs: number;
  /** Versions of objects that those runs added. */
  readonly versions: number;
  /** Stored connections, their secrets encrypted as they were. */
  readonly connections: number;
  /** Descriptions, owners and tags that people gave. */
  readonly annotations: number;
  readonly artifacts: number;
  readonly sizeBytes: number;
  /** Artifacts that are registered but not stored as they should be. */
  readonly lost: readonly LostArtifact[];
}

export interface MigrationObserver {
  /** Called with the artifacts that are done, of those that are missing. */
  artifacts(
    done: { artifacts: number; sizeBytes: number },
    total: { artifacts: number; sizeBytes: number },
  ): void;
  /** Called before each run is copied. */
  run(runId: string, done: number, total: number): void;
}

/**
 * Copies what the destination lacks: stored connections, artifacts, then runs one after the other, each in one
 * transaction, and annotations. Every artifact is hashed as it is read from the destination, every run has equal digests on both sides, and so
 * has the current state of every connection in the end. Killed at any moment, it goes on the next time.
 */
export async function migrate(
  from: CatalogAndStore,
  to: CatalogAndStore,
  observer: MigrationObserver,
): Promise<MigrationSummary> {
  const plan = await planMigration(from.catalog, to.catalog);
  const total = await countArtifacts(from.catalog, to.catalog);
  const connections = await copyConnections(from.catalog, to.catalog);
  const done = { artifacts: 0, sizeBytes: 0 };
  const copied = await copyArtifacts(from, to, (sizeBytes) => {
    done.artifacts++;
    done.sizeBytes += sizeBytes;
    observer.artifacts(done, total);
  });
  for (const [index, { runId, refresh }] of plan.runs.entries()) {
    observer.run(runId, index, plan.runs.length);
    await to.catalog.importRun(await from.catalog.exportRun(runId), { refresh });
  }
  await verifyCurrent(from.catalog, to.catalog, plan);
  const annotations = await copyAnnotations(from.catalog, to.catalog, { dryRun: false });
  return { dryRun: false, ...amountsOf(plan), connections, annotations, ...copied };
}

/** What `migrate` would copy. */
export async function foretellMigration(
  from: CatalogProvider,
  to: CatalogProvider,
): Promise<MigrationSummary> {
  const plan = await planMigration(from, to);
  const connections = (await missingConnections(from, to)).length;
  const annotations = await copyAnnotations(from, to, { dryRun: true });
  const artifacts = await countArtifacts(from, to);
  return { dryRun: true, ...amountsOf(plan), connections, annotations, ...artifacts, lost: [] };
}

function amountsOf({ runs, versions }: MigrationPlan): Pick<MigrationSummary, 'runs' | 'versions'> {
  return { runs: runs.length, versions };
}

async function countArtifacts(
  from: CatalogProvider,
  to: CatalogProvider,
): Promise<{ artifacts: number; sizeBytes: number }> {
  let artifacts = 0;
  let sizeBytes = 0;
  for await (const page of missingArtifacts(from, to)) {
    artifacts += page.length;
    for (const artifact of page) sizeBytes += artifact.sizeBytes;
  }
  return { artifacts, sizeBytes };
}

async function missingConnections(from: CatalogProvider, to: CatalogProvider) {
  const known = new Set((await to.connections.list()).map(({ connectionId }) => connectionId));
  return (await from.connections.list()).filter(({ connectionId }) => !known.has(connectionId));
}

/** A connection that is stored there already keeps its secret: it may be a newer one. */
async function copyConnections(from: CatalogProvider, to: CatalogProvider): Promise<number> {
  const missing = await missingConnections(from, to);
  for (const connection of missing) await to.connections.save(connection);
  return missing.length;
}

/** Throws `incomplete` when the current state of a connection is not the same on both sides. */
async function verifyCurrent(
  from: CatalogProvider,
  to: CatalogProvider,
  { connections }: MigrationPlan,
): Promise<void> {
  for (const [connection, published] of connections) {
    if (published === null) continue;
    const [ours, theirs] = [await from.contentDigest(connection), await to.contentDigest(connection)];
    if (JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs))) continue;
    throw new SourceSenseError(
      'incomplete',
      `The current state of ${connection} is not the same in the destination.`,
      {
        remedy:
          'If a run of it was published meanwhile, migrate again; else the destination was changed from outside.',
      },
    );
  }
}

function sorted(digests: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1));
}
