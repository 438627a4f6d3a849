import type { ArtifactRegistry } from '../../catalog/provider.js';

/** What the registry knows of all artifacts; the store is not asked. */
export interface RegistryStatistics {
  /** Where they are: a folder, or a bucket with its prefix. */
  readonly store: string;
  readonly artifacts: number;
  readonly sizeBytes: bigint;
  readonly distinctContents: number;
  /** What would be free if every content were stored once. */
  readonly duplicateBytes: bigint;
}

export async function registryStatistics(
  registry: ArtifactRegistry,
  store: string,
): Promise<RegistryStatistics> {
  const [statistics, duplicates] = await Promise.all([registry.stats(), registry.findDuplicates()]);
  const duplicateBytes = duplicates.reduce(
    (sum, { sizeBytes, artifactIds }) => sum + BigInt(sizeBytes) * BigInt(artifactIds.length - 1),
    0n,
  );
  return { store, ...statistics, duplicateBytes };
}
