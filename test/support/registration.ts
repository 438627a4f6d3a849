import type { ArtifactRegistration } from '../../catalog/provider.js';

/** What is registered of some artifact. */
export function registration(
  artifactId: string,
  changes: Partial<ArtifactRegistration> = {},
): ArtifactRegistration {
  return {
    artifactId,
    sourceUrl: 'sourcesense://shop/shop',
    resolver: 'postgresql/raw@1',
    contentType: 'application/vnd.apache.parquet',
    sizeBytes: 5_000_000_000,
    sha256: 'a'.repeat(64),
    storageUri: `file:///artifacts/${artifactId}`,
    runId: 'extract/shop/1',
    ...changes,
  };
}
