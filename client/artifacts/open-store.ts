import type { ArtifactStore } from '../../artifacts/store.js';
import type { SourceSenseConfig } from '../../config/schema.js';
import type { Session } from '../session.js';

/** The configured artifact store; it is reached when first used. The caller declares it with `await using`. */
export async function openStore({ config }: Session): Promise<ArtifactStore> {
  const { createArtifactStore } = await import('../../artifacts/registry.js');
  return createArtifactStore(config.artifacts);
}

/** Where the configured store is: a folder, or a bucket with its prefix. */
export function storePlace({ artifacts }: SourceSenseConfig): string {
  if (artifacts.store === 'local') return artifacts.directory;
  const { bucket, prefix } = artifacts;
  return `s3://${[bucket, prefix].filter((part) => part !== undefined).join('/')}`;
}
