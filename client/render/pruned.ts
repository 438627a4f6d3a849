import type { PrunedSource } from '../../catalog/provider.js';
import { type DeadRun, whyDead } from '../catalog/dead-runs.js';
import { countOf } from './artifacts.js';
import { formatBytes, formatCount } from './quantities.js';

/** `sales: 12 runs, 4,310 versions, 96 artifacts, 31.0 MB`. */
export function renderPrunedSource({
  connection,
  runIds,
  versions,
  artifacts,
  sizeBytes,
}: PrunedSource): string {
  const runs = `${formatCount(runIds.length)} ${runIds.length === 1 ? 'run' : 'runs'}`;
  return `${connection}: ${runs}, ${formatCount(versions)} versions, ${countOf(artifacts)}, ${formatBytes(sizeBytes)}`;
}

/** `extract/sales/...: ended, its workflow was terminated`. */
export function renderDeadRun(run: DeadRun, dryRun: boolean): string {
  return `${run.runId}: ${dryRun ? 'would be ended' : 'ended'}, ${whyDead(run)}`;
}

/** What pruning did, in a sentence or two. */
export function renderPruning(pruned: readonly PrunedSource[], dryRun: boolean): string {
  const runs = pruned.reduce((sum, { runIds }) => sum + runIds.length, 0);
  const versions = pruned.reduce((sum, source) => sum + source.versions, 0);
  if (runs === 0 && versions === 0) return 'No run is older than those that are kept.';
  const amount = `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'} and ${formatCount(versions)} versions that only they see`;
  if (dryRun) return `Would be removed: ${amount}. Nothing is removed yet: leave out --dry-run.`;
  return `Removed: ${amount}. \`sourcesense artifacts gc\` takes their artifacts.`;
}
