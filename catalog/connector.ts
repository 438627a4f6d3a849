import type { CatalogConfig } from './config.js';
import type { CatalogProvider } from './provider.js';
import { CATALOG_PROVIDERS } from './registry.js';

/**
 * Opens the catalog that is configured: connects, and applies outstanding migrations. Throws `SourceSenseError` with
 * what to do when it can't be used. The caller closes it, or declares it with `await using`.
 */
export async function openCatalog(config: CatalogConfig): Promise<CatalogProvider> {
  const catalog = CATALOG_PROVIDERS[config.provider](config);
  try {
    await catalog.open();
    return catalog;
  } catch (error) {
    await catalog.close();
    throw error;
  }
}
