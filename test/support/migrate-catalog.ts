/**
 * A process that migrates a catalog until it is done or killed:
 * `node migrate-catalog.js <provider> <settings> <from folder> <to provider> <to settings> <to folder>`. Says `artifact` for
 * each that is copied and `run` before each run.
 */
import { createArtifactStore } from '../../artifacts/registry.js';
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { ProviderName } from '../../catalog/provider.js';
import type { CatalogAndStore } from '../../client/catalog/copy-artifacts.js';
import { migrate } from '../../client/catalog/migrate.js';

async function open(provider = '', settings = '{}', directory = ''): Promise<CatalogAndStore> {
  return {
    catalog: await CatalogConnector.open(provider as ProviderName, JSON.parse(settings) as ProviderSettings),
    store: await createArtifactStore({ store: 'local', directory }),
  };
}

const given = process.argv.slice(2);
const from = await open(...given.slice(0, 3));
const to = await open(...given.slice(3));
await migrate(from, to, {
  artifacts: () => process.send?.('artifact'),
  run: () => process.send?.('run'),
});
await from.catalog.close();
await to.catalog.close();
process.disconnect();
