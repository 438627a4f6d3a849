import type { LostArtifact } from '../catalog/copy-artifacts.js';
import type { MigrationSummary } from '../catalog/migrate.js';
import { countOf } from './artifacts.js';
import { formatBytes, formatCount } from './quantities.js';

/** `lost  runs/.../p0.parquet: nothing is stored under its key`. */
export function renderLostArtifact({ artifactId, detail }: LostArtifact): string {
  return `lost  ${artifactId}: ${detail}`;
}

/** What migrating did, or would do. */
export function renderMigration(summary: MigrationSummary): string {
  const { dryRun, runs, versions, connections, annotations, artifacts, sizeBytes, lost } = summary;
  if (runs + connections + annotations + artifacts + lost.length === 0) {
    return 'The destination has everything already: nothing to copy.';
  }
  const amount =
    `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'} with ${formatCount(versions)} versions, ${countOf(artifacts)}, ` +
    `${formatBytes(sizeBytes)}, ${formatCount(connections)} stored ${connections === 1 ? 'connection' : 'connections'}, ` +
    `${formatCount(annotations)} ${annotations === 1 ? 'annotation' : 'annotations'}`;
  if (dryRun) return `Would be copied: ${amount}. Nothing is copied yet: leave out --dry-run.`;
  const missing = lost.length === 0 ? '' : ` ${countOf(lost.length)} lost: extract again to have those anew.`;
  return `Copied and verified: ${amount}.${missing}`;
}
