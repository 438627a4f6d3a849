import type { PartitionBefore } from '../catalog/provider.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { Source } from '../sources/source.js';
import type { ActivityDeps } from './deps.js';
import { type KnownObjects, knownObjects } from './known-objects.js';
import type { ExtractKindsInput } from './reading.js';
import { reportKind } from './report-step.js';
import type { ActivityScope } from './run-activity.js';

interface Reuse extends ExtractKindsInput {
  readonly source: Source;
  readonly before: PartitionBefore;
}

/**
 * A kind of a partition as the run before found it: its artifact, or null where there was nothing of the kind; undefined
 * when the artifact is not there whole, so that the kind is to be read again.
 */
export async function reuseKind(
  deps: ActivityDeps,
  scope: ActivityScope,
  reuse: Reuse,
  kind: Kind,
): Promise<ArtifactRef | null | undefined> {
  const { source, before } = reuse;
  const landed = before.landed.find((artifact) => artifact.kind === kind);
  const known = await knownObjects(deps, source, scope.signal, landed);
  if (landed !== undefined && known === null) return undefined;
  const tallies = before.filtered.filter((tally) => tally.kind === kind && tally.filtered > 0);
  const filtered = new Map(tallies.map((tally) => [tally.schemaName, tally.filtered]));
  return reportReuse(deps, scope, reuse, kind, known, filtered);
}

/** Reports that all of a kind is unchanged, and returns its artifact. */
export async function reportReuse(
  deps: ActivityDeps,
  scope: ActivityScope,
  input: ExtractKindsInput,
  kind: Kind,
  known: Pick<KnownObjects, 'raw' | 'schemas'> | null,
  filtered: ReadonlyMap<string | null, number>,
): Promise<ArtifactRef | null> {
  const unchanged = known?.schemas ?? new Map<string | null, number>();
  await reportKind(deps.catalog, scope, input, { kind, filtered, unchanged, gaps: [] });
  return known?.raw ?? null;
}
