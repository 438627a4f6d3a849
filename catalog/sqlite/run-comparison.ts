import type { RunComparison } from '../run-comparison.js';
import type { SqliteDatabase } from './database.js';
import { RUNS, type RunRow, toRun } from './reader.js';

export function createRunComparison(database: SqliteDatabase): RunComparison {
  return {
    publishedRuns: async (connection, limit, before) => {
      const rows = await database.answer<RunRow>(
        'list the runs of a connection',
        `${RUNS} WHERE source.name = ? AND status = 'published' AND run_number < coalesce(?, run_number + 1)
         ORDER BY run_number DESC LIMIT ?`,
        [connection, before ?? null, BigInt(limit)],
      );
      return rows.map(toRun);
    },
    readSameDatabase: async (runId, otherId) => {
      const rows = await database.answer<{ same: bigint | null }>(
        'compare the sources of two runs',
        `WITH compared AS (SELECT source_id, run_number FROM run WHERE run_id IN (?, ?))
         SELECT (SELECT count(DISTINCT source_id) = 1 FROM compared) AND count(*) = count(facts->>'system')
                AND count(DISTINCT facts->>'system') = 1 AS same
         FROM run
         WHERE source_id IN (SELECT source_id FROM compared) AND status IN ('published', 'pruned')
           AND run_number >= (SELECT min(run_number) FROM compared)`,
        [runId, otherId],
      );
      return rows[0]?.same === 1n;
    },
  };
}
