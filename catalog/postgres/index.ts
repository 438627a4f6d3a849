import { createAnnotations } from '../annotations/create-annotations.js';
import { createReadModel } from '../reading/create-read-model.js';
import type { CatalogProvider, ProviderName } from '../provider.js';
import { createArtifactRegistry } from './artifact-registry.js';
import { createConnectionStore } from './connections.js';
import { unsettledKinds } from './landed-partitions.js';
import type { DatabaseSettings } from './database-address.js';
import { land } from './landing.js';
import { currentMigration, migrate } from './migrate.js';
import { CatalogDatabase } from './pool.js';
import { checkDatabase, createDatabaseIfMissing } from './prepare-database.js';
import { prune } from './prune.js';
import { publish } from './publish.js';
import { createReadDialect } from './read-dialect.js';
import { createReader } from './reader.js';
import { createRunComparison } from './run-comparison.js';
import { repeatedIn } from './repeated-keys.js';
import { keepReport } from './reports.js';
import { abandonRun, beginRun, recordFacts, recordFilter } from './runs.js';
import { createTransfer } from './transfer.js';
import { partitionBefore, recordState, runBefore, runState } from './run-states.js';

/** The catalog in a PostgreSQL database. Nothing is connected before `open`. */
export function createPostgresCatalog(name: ProviderName, settings: DatabaseSettings): CatalogProvider {
  const database = new CatalogDatabase(settings);
  const reader = createReader(database);
  const dialect = createReadDialect(database);
  return {
    name,
    ...createArtifactRegistry(database),
    ...reader,
    reading: createReadModel(dialect, reader),
    annotations: createAnnotations(dialect),
    ...createRunComparison(database),
    ...createTransfer(database),
    connections: createConnectionStore(database),
    beginRun: (runId, connection) => beginRun(database, runId, connection),
    recordFacts: (runId, facts) => recordFacts(database, runId, facts),
    recordFilter: (runId, filter) => recordFilter(database, runId, filter),
    recordState: (runId, epoch, state) => recordState(database, runId, epoch, state),
    runState: (runId) => runState(database, runId),
    runBefore: (runId) => runBefore(database, runId),
    partitionBefore: (runId, partitionId) => partitionBefore(database, runId, partitionId),
    land: (step, kinds, signal) => land(database, step, kinds, signal),
    report: (step, report) => keepReport(database, step, report),
    unsettledKinds: (runId) => unsettledKinds(database, runId),
    repeatedIn: (runId) => repeatedIn(database, runId),
    publish: (input) => publish(database, input),
    abandonRun: (runId, outcome, message) => abandonRun(database, runId, outcome, message),
    prune: (connection, keep, options) => prune(database, connection, keep, options),
    open: async () => {
      if (settings.create_database) await createDatabaseIfMissing(database);
      await checkDatabase(database);
      await migrate(database);
    },
    healthCheck: async () => {
      const [row] = await database.query<{ version: string }>(
        'connect',
        "SELECT current_setting('server_version') AS version",
      );
      return { serverVersion: row?.version ?? '', migration: await currentMigration(database) };
    },
    close: () => database.close(),
    [Symbol.asyncDispose]: () => database.close(),
  };
}
