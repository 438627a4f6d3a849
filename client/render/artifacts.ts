import type { DuplicateContent, Verification } from '../../catalog/provider.js';
import type { RegistryStatistics } from '../artifacts/statistics.js';
import type { VerificationSummary } from '../artifacts/verify.js';
import { formatBytes, formatCount } from './quantities.js';
import { textTable } from './text-table.js';

/** Contents that are printed, those first that take the most room; `--json` has all. */
const CONTENTS_SHOWN = 20;

/** `altered  runs/.../tables.parquet: 12 bytes ...`. */
export function renderFinding({ status, artifact, detail }: Verification): string {
  return `${status}  ${artifact.artifactId}: ${detail ?? ''}`;
}

/** What verifying has found, in a sentence or two. */
export function renderVerification({
  artifacts,
  sizeBytes,
  verified,
  altered,
  missing,
}: VerificationSummary): string {
  if (artifacts === 0) return 'No artifact is registered here.';
  if (verified === artifacts) {
    return `${countOf(artifacts)} verified, ${formatBytes(sizeBytes)}: each holds what is registered.`;
  }
  const found = `${countOf(artifacts)} read: ${formatCount(verified)} verified, ${formatCount(altered)} altered, ${formatCount(missing)} missing.`;
  return `${found} The catalog itself is not affected; extract again to have artifacts that verify.`;
}

export function renderStatistics(statistics: RegistryStatistics): string {
  const { store, artifacts, sizeBytes, distinctContents, duplicateBytes } = statistics;
  return textTable([
    ['store', store],
    ['artifacts', formatCount(artifacts)],
    ['bytes', formatBytes(Number(sizeBytes))],
    ['distinct contents', formatCount(distinctContents)],
    ['bytes of duplicates', formatBytes(Number(duplicateBytes))],
  ]);
}

/** Contents that are stored more than once, with where they are. */
export function renderDuplicates(duplicates: readonly DuplicateContent[]): string {
  if (duplicates.length === 0) return 'No two artifacts have the same content.';
  const shown = duplicates.slice(0, CONTENTS_SHOWN).map(({ sha256, sizeBytes, artifactIds }) => {
    const heading = `${sha256}  ${formatBytes(sizeBytes)}, ${formatCount(artifactIds.length)} times`;
    return [heading, ...artifactIds.map((id) => `  ${id}`)].join('\n');
  });
  const hidden = duplicates.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`Not shown: ${formatCount(hidden)} more; --json has all.`] : [])].join(
    '\n',
  );
}

/** `1 artifact`, `1,200 artifacts`. */
export function countOf(artifacts: number): string {
  return `${formatCount(artifacts)} ${artifacts === 1 ? 'artifact' : 'artifacts'}`;
}
