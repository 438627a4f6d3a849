import type { ArtifactStore } from '../../artifacts/store.js';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { SourceSenseConfig } from '../../config/schema.js';
import { SourceSenseError } from '../../contracts/failure.js';

/** The catalog and the store of a configuration, opened; `await using` closes both. */
export interface OpenPlace extends AsyncDisposable {
  readonly catalog: CatalogProvider;
  readonly store: ArtifactStore;
}

/** Throws `invalid_input` when both configurations name the same catalog. */
export function refuseSameCatalog(from: SourceSenseConfig, to: SourceSenseConfig, file: string): void {
  if (JSON.stringify(from.catalog) !== JSON.stringify(to.catalog)) return;
  throw new SourceSenseError('invalid_input', `${file} leads to the catalog that is to be migrated.`, {
    remedy:
      'Name another catalog in it. Environment variables are stronger than files: SOURCESENSE_CATALOG_... holds for both.',
  });
}

/** Opens what the configuration names and checks that the store can be written to. */
export async function openPlace(config: SourceSenseConfig): Promise<OpenPlace> {
  const { CatalogConnector } = await import('../../catalog/connector.js');
  const { createArtifactStore } = await import('../../artifacts/registry.js');
  const catalog = await CatalogConnector.open(config.catalog.provider, config.catalog);
  const store = await createArtifactStore(config.artifacts);
  return {
    catalog,
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await catalog.close();
    },
  };
}
