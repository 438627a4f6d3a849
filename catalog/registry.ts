import type { CatalogConfig } from './config.js';
import { loadDriver } from './load-driver.js';
import type { DatabaseSettings } from './postgres/database-address.js';
import type { CatalogProvider, ProviderName } from './provider.js';
import { rdsAccess } from './rds/access.js';

type ConfigOf<P extends ProviderName> = Extract<CatalogConfig, { provider: P }>;

/** Every catalog provider, and how one is made from its configuration; its driver is loaded when it is. */
const CATALOG_PROVIDERS: {
  readonly [P in ProviderName]: (config: ConfigOf<P>) => Promise<CatalogProvider>;
} = {
  development: async (config) => {
    const { createSqliteCatalog } = await loadDriver('better-sqlite3', () => import('./sqlite/index.js'));
    return createSqliteCatalog(config);
  },
  enterprise: (config) => postgresCatalog('enterprise', config),
  cloud: async (config) => postgresCatalog('cloud', { ...config, ...(await rdsAccess(config)) }),
};

async function postgresCatalog(name: ProviderName, settings: DatabaseSettings): Promise<CatalogProvider> {
  const { createPostgresCatalog } = await loadDriver('pg', () => import('./postgres/index.js'));
  return createPostgresCatalog(name, settings);
}

/** The provider that is configured; nothing is connected before its `open`. */
export function createProvider<P extends ProviderName>(config: ConfigOf<P>): Promise<CatalogProvider> {
  return CATALOG_PROVIDERS[config.provider](config);
}
