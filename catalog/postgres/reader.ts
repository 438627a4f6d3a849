import { ledgerPerKind } from '../ledger.js';
import type { CatalogReader, RunRecord } from '../provider.js';
import { contentDigest } from './content-digest.js';
import type { CatalogDatabase, Session } from './pool.js';
import { objectsOf } from './objects.js';
import { readCost, readGaps, readLedger, readMoved } from './published-run.js';

/** What a run's record is read by; a condition follows. */
export const RUNS = `
  SELECT run_id AS "runId", run_number AS "runNumber", source.name AS connection, status, outcome, run.facts, run.filter,
         run.state->'mode' AS mode,
         message, started_at AS "startedAt", ended_at AS "endedAt"
  FROM catalog.run JOIN catalog.source ON source.id = source_id`;

export function createReader(database: CatalogDatabase): CatalogReader {
  const query = <Row extends object>(sql: string, values?: readonly unknown[]) =>
    database.query<Row>('read what a run found', sql, values);
  /** What `read` gives of a run, or `none` when there is no such run. */
  const ofRun = async <T>(
    runId: string,
    read: (session: Pick<Session, 'query'>, runNumber: bigint) => Promise<T>,
    none: T,
  ): Promise<T> => {
    const [run] = await query<{ number: bigint }>(
      'SELECT run_number AS number FROM catalog.run WHERE run_id = $1',
      [runId],
    );
    return run === undefined ? none : read({ query }, run.number);
  };
  return {
    getRun: async (runId) => {
      const rows = await database.query<RunRecord>('read a run', `${RUNS} WHERE run_id = $1`, [runId]);
      return rows[0] ?? null;
    },
    listRuns: (limit) =>
      database.query('list its runs', `${RUNS} ORDER BY run_number DESC LIMIT $1`, [limit]),
    listRunning: () =>
      database.query('list its runs', `${RUNS} WHERE status = 'running' ORDER BY run_number DESC`),
    listConnections: async () => {
      const rows = await query<{ name: string }>('SELECT name FROM catalog.source ORDER BY name COLLATE "C"');
      return rows.map(({ name }) => name);
    },
    getLedger: async (runId) => ledgerPerKind(await ofRun(runId, readLedger, [])),
    getSchemaLedger: (runId) => ofRun(runId, readLedger, []),
    getGaps: (runId) => ofRun(runId, readGaps, []),
    getMoved: (runId) => ofRun(runId, readMoved, []),
    getCost: (runId) => ofRun(runId, readCost, null),
    objectsOf: (runId, kind, except) => objectsOf(database, runId, kind, except),
    contentDigest: (connection) => contentDigest(database, connection),
  };
}
