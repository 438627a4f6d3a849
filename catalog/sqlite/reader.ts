import type { RunMode, SourceFacts } from '../../contracts/extraction.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import { ledgerPerKind } from '../ledger.js';
import type { CatalogReader, RunRecord } from '../provider.js';
import { contentDigest } from './content-digest.js';
import type { Session, SqliteDatabase } from './database.js';
import { objectsOf } from './objects.js';
import { readCost, readGaps, readLedger, readMoved } from './published-run.js';

/** What a run's record is read by; a condition follows. */
export const RUNS = `
  SELECT run_id AS "runId", run_number AS "runNumber", source.name AS connection, status, outcome, run.facts, run.filter,
         run.state->'mode' AS mode,
         message, started_at AS "startedAt", ended_at AS "endedAt"
  FROM run JOIN source ON source.id = source_id`;

export type RunRow = Omit<RunRecord, 'facts' | 'filter' | 'mode' | 'startedAt' | 'endedAt'> & {
  readonly facts: string | null;
  readonly filter: string | null;
  readonly mode: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
};

export const toRun = (row: RunRow): RunRecord => ({
  ...row,
  facts: row.facts === null ? null : (JSON.parse(row.facts) as SourceFacts),
  filter: row.filter === null ? null : (JSON.parse(row.filter) as ObjectFilter),
  mode: row.mode === null ? null : (JSON.parse(row.mode) as RunMode),
  startedAt: new Date(row.startedAt),
  endedAt: row.endedAt === null ? null : new Date(row.endedAt),
});

export function createReader(database: SqliteDatabase): CatalogReader {
  /** What `read` gives of a run, or `none` when there is no such run. */
  const ofRun = <T>(runId: string, read: (session: Session, runNumber: bigint) => T, none: T): Promise<T> =>
    database.read('read what a run found', (session) => {
      const sql = 'SELECT run_number AS number FROM run WHERE run_id = ?';
      const [run] = session.rows<{ number: bigint }>(sql, [runId]);
      return run === undefined ? none : read(session, run.number);
    });
  return {
    getRun: async (runId) => {
      const rows = await database.answer<RunRow>('read a run', `${RUNS} WHERE run_id = ?`, [runId]);
      return rows.map(toRun)[0] ?? null;
    },
    listRuns: async (limit) => {
      const sql = `${RUNS} ORDER BY run_number DESC LIMIT ?`;
      return (await database.answer<RunRow>('list its runs', sql, [BigInt(limit)])).map(toRun);
    },
    listRunning: async () => {
      const sql = `${RUNS} WHERE status = 'running' ORDER BY run_number DESC`;
      return (await database.answer<RunRow>('list its runs', sql)).map(toRun);
    },
    listConnections: async () => {
      const sql = 'SELECT name FROM source ORDER BY name';
      return (await database.answer<{ name: string }>('list its sources', sql)).map(({ name }) => name);
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
