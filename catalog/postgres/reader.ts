import type { Gap } from '../../contracts/extraction.js';
import type { CatalogReader, RunRecord } from '../provider.js';
import { contentDigest } from './content-digest.js';
import type { CatalogDatabase } from './pool.js';
import { objectsOf } from './objects.js';
import { LEDGER_OF_RUN, ledgerLines } from './published-run.js';

const RUNS = `
  SELECT run_id AS "runId", run_number AS "runNumber", source.name AS connection, status, outcome, run.facts,
         message, started_at AS "startedAt", ended_at AS "endedAt"
  FROM catalog.run JOIN catalog.source ON source.id = source_id`;

export function createReader(database: CatalogDatabase): CatalogReader {
  return {
    getRun: async (runId) => {
      const rows = await database.query<RunRecord>('read a run', `${RUNS} WHERE run_id = $1`, [runId]);
      return rows[0] ?? null;
    },
    listRuns: (limit) =>
      database.query('list its runs', `${RUNS} ORDER BY run_number DESC LIMIT $1`, [limit]),
    getLedger: async (runId) =>
      ledgerLines(await database.query('read a ledger', `${LEDGER_OF_RUN} WHERE run_id = $1`, [runId])),
    getGaps: async (runId) => {
      const rows = await database.query<Omit<Gap, 'objects'> & { objects: bigint }>(
        'read the gaps of a run',
        `SELECT kind, object_name AS "objectName", sql_state AS "sqlState", reason, remedy, objects
         FROM catalog.run_gap JOIN catalog.run USING (run_number) WHERE run_id = $1 ORDER BY gap_number`,
        [runId],
      );
      return rows.map((row) => ({ ...row, objects: Number(row.objects) }));
    },
    objectsOf: (runId, kind) => objectsOf(database, runId, kind),
    contentDigest: (connection) => contentDigest(database, connection),
  };
}
