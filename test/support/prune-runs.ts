/**
 * A process that prunes a source to ever fewer runs until it is killed: `node prune-runs.js <provider> <settings>`. Says
 * `ready` when it begins.
 */
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { ProviderName } from '../../catalog/provider.js';
import { KILLED_SOURCE } from './killed-run.js';

const [provider, settings = '{}'] = process.argv.slice(2);
const catalog = await CatalogConnector.open(
  provider as ProviderName,
  JSON.parse(settings) as ProviderSettings,
);
const published = (await catalog.listRuns(1000)).filter(({ status }) => status === 'published');
process.send?.('ready');
for (let latest = published.length - 1; ; latest = Math.max(latest - 1, 2)) {
  await catalog.prune(KILLED_SOURCE, { latest }, { dryRun: false });
}
