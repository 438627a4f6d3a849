import { LocalStore } from './local/local-store.js';
import type { LocalStoreConfig } from './local/config.js';
import type { S3StoreConfig } from './s3/config.js';
import type { ArtifactStore } from './store.js';

export type ArtifactStoreConfig = LocalStoreConfig | S3StoreConfig;

type StoreName = ArtifactStoreConfig['store'];
type StoreFactory<S extends StoreName> = (
  config: Extract<ArtifactStoreConfig, { store: S }>,
) => Promise<ArtifactStore>;

/** Every kind of store; the AWS SDK (20 MB of memory) is loaded for those who ask for it only. */
export const ARTIFACT_STORES = {
  local: (config) => Promise.resolve(new LocalStore(config)),
  s3: async (config) => new (await import('./s3/s3-store.js')).S3Store(config),
} as const satisfies { readonly [S in StoreName]: StoreFactory<S> };

/** The store that the configuration names; it opens nothing until it is used, see `ArtifactStore.check`. */
export function createArtifactStore(config: ArtifactStoreConfig): Promise<ArtifactStore> {
  const create = ARTIFACT_STORES[config.store] as (config: ArtifactStoreConfig) => Promise<ArtifactStore>;
  return create(config);
}
