import { unsettledKindsOf } from '../landed.js';
import { createAnnotations } from '../annotations/create-annotations.js';
import { createReadModel } from '../reading/create-read-model.js';
import type { CatalogProvider } from '../provider.js';
import { createArtifactRegistry } from './artifact-registry.js';
import type { SqliteCatalogConfig } from './config.js';
import { createConnectionStore } from './connections.js';
import { SqliteDatabase } from './database.js';
import { land } from './landing.js';
import { landedPartitions } from './landing-steps.js';
import { migrate, versionOf } from './migrate.js';
import { prune } from './prune.js';
import { publish } from './publish.js';
import { createReadDialect } from './read-dialect.js';
import { createReader } from './reader.js';
import { createRunComparison } from './run-comparison.js';
import { repeatedIn } from './repeated-keys.js';
import { keepReport, readReports } from './reports.js';
import { abandonRun, beginRun, lockRun, recordFacts, recordFilter } from './runs.js';
import { createTransfer } from './transfer.js';
import { partitionBefore, recordState, runBefore, runState } from './run-states.js';

/** The catalog in a SQLite file. Nothing is opened before `open`. */
export function createSqliteCatalog(config: SqliteCatalogConfig): CatalogProvider {
  const database = new SqliteDatabase(config);
  const close = () => {
    database.close();
    return Promise.resolve();
  };
  const reader = createReader(database);
  const dialect = createReadDialect(database);
  return {
    name: 'development',
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
    unsettledKinds: (runId) =>
      database.read(`add up run ${runId}`, (session) => {
        const run = lockRun(session, runId);
        if (run === undefined) return [];
        return unsettledKindsOf(
          landedPartitions(session, run.runNumber),
          readReports(session, run.runNumber),
        );
      }),
    repeatedIn: (runId) =>
      database.read(`look for what run ${runId} found twice`, (session) => repeatedIn(session, runId)),
    publish: (input) => publish(database, input),
    abandonRun: (runId, outcome, message) => abandonRun(database, runId, outcome, message),
    prune: (connection, keep, options) => prune(database, connection, keep, options),
    open: async () => {
      await database.open();
      await migrate(database);
    },
    healthCheck: () =>
      database.read('be read', (session) => {
        const [row] = session.rows<{ version: string }>('SELECT sqlite_version() AS version');
        return { serverVersion: row?.version ?? '', migration: versionOf(session) };
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
