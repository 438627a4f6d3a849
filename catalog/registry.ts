import type { CatalogConfig } from './config.js';
import { createPostgresCatalog } from './postgres/index.js';
import type { CatalogProvider } from './provider.js';

/** Every catalog provider, and how one is made from its configuration. */
export const CATALOG_PROVIDERS = {
  postgres: createPostgresCatalog,
} as const satisfies Record<CatalogConfig['provider'], (config: never) => CatalogProvider>;
