import type { ActivityDeps } from '../activities/deps.js';
import { createParquetCodec } from '../artifacts/parquet/registry.js';
import { RecentBatches } from '../artifacts/recent-batches.js';
import { createArtifactStore } from '../artifacts/registry.js';
import { CatalogConnector } from '../catalog/connector.js';
import type { SourceSenseConfig } from '../config/schema.js';
import { resolveConnection } from '../config/stored-connection.js';
import { SourcePool } from './source-pool.js';

/**
 * The real things, wired together: the only place that does. Throws when the artifact store or the catalog can't be
 * used, saying what to do. Disposal closes them.
 */
export async function buildDeps(config: SourceSenseConfig): Promise<ActivityDeps & AsyncDisposable> {
  const store = await createArtifactStore(config.artifacts);
  await store.check();
  const codec = await createParquetCodec(config.parquet.codec);
  const catalog = await CatalogConnector.open(config.catalog.provider, config.catalog);
  const sources = new SourcePool((connection) => resolveConnection(config, catalog.connections, connection));
  return {
    source: (connection) => sources.get(connection),
    filter: (connection) => Promise.resolve(config.connections[connection]?.filter ?? {}),
    store,
    codec,
    recent: new RecentBatches(),
    catalog,
    maxRemovedPercent: config.publication.max_removed_percent,
    stalledAfterMs: config.worker.stalled_after_ms,
    [Symbol.asyncDispose]: async () => {
      await sources[Symbol.asyncDispose]();
      await catalog.close();
      await store.close();
    },
  };
}
