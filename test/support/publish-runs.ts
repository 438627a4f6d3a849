/**
 * A process that runs the same source again and again until it is killed: `node publish-runs.js <provider> <settings>`.
 * Says `ready` when it begins; `killedRun` tells what run n lands.
 */
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { ProviderName } from '../../catalog/provider.js';
import { landingOf, NEVER, publication } from './catalog-fixture.js';
import { KILLED_SOURCE, killedRun } from './killed-run.js';

const [provider, settings = '{}'] = process.argv.slice(2);
const catalog = await CatalogConnector.open(
  provider as ProviderName,
  JSON.parse(settings) as ProviderSettings,
);
const [last] = (await catalog.listRuns(100)).filter(({ connection }) => connection === KILLED_SOURCE);
process.send?.('ready');
for (let number = Number(last?.runId.split('-').at(-1) ?? 0) + 1; ; number++) {
  const { runId, rows } = killedRun(number);
  await catalog.beginRun(runId, KILLED_SOURCE);
  for (const partitionId of ['p0', 'p1']) {
    const part = rows.filter((_, index) => `p${index % 2}` === partitionId);
    await catalog.land({ runId, partitionId, epoch: 1, reading: 1 }, [landingOf('schema', part)], NEVER);
  }
  await catalog.publish(publication(runId, { schema: rows.length }, ['p0', 'p1']));
}
