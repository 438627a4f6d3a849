/** A process that is in the middle of landing until it is killed: `node land-and-wait.js <provider> <settings>`. */
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { ProviderName } from '../../catalog/provider.js';
import { batchOf, NEVER, schemas } from './catalog-fixture.js';

const [provider, settings = '{}'] = process.argv.slice(2);
const catalog = await CatalogConnector.open(
  provider as ProviderName,
  JSON.parse(settings) as ProviderSettings,
);

async function* batches() {
  yield batchOf('schema', schemas('kept', 'half'));
  // A server may take its time to read what was sent.
  await new Promise((resolve) => setTimeout(resolve, 500));
  process.send?.('ready');
  await new Promise(() => undefined);
}

const step = { runId: 'half', partitionId: 'database', epoch: 1, reading: 1 };
await catalog.beginRun(step.runId, 'half');
await catalog.land(step, [{ kind: 'schema', digest: 'half', batches }], NEVER);
