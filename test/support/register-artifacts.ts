/**
 * A process that registers artifacts: `node register-artifacts.js <provider> <settings>`. Says `ready` once its catalog
 * is open, registers the keys that it is sent, one call each, and answers their ids.
 */
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { ProviderName } from '../../catalog/provider.js';
import { registration } from './registration.js';

const [provider, settings = '{}'] = process.argv.slice(2);
const catalog = await CatalogConnector.open(
  provider as ProviderName,
  JSON.parse(settings) as ProviderSettings,
);
process.once('message', (keys: readonly string[]) => {
  void (async () => {
    const ids: Record<string, string> = {};
    for (const key of keys) {
      ids[key] = (await catalog.registerOrGet(registration(key, { runId: 'contended' }))).id.toString();
    }
    await catalog.close();
    process.send?.(ids);
    process.disconnect();
  })();
});
process.send?.('ready');
