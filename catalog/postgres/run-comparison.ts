import type { RunRecord } from '../provider.js';
import type { RunComparison } from '../run-comparison.js';
import type { CatalogDatabase } from './pool.js';
import { RUNS } from './reader.js';

export function createRunComparison(database: CatalogDatabase): RunComparison {
  return {
    publishedRuns: (connection, limit, before) =>
      database.query<RunRecord>(
        'list the runs of a connection',
        `${RUNS} WHERE source.name = $1 AND status = 'published' AND run_number < coalesce($3, run_number + 1)
         ORDER BY run_number DESC LIMIT $2`,
        [connection, limit, before ?? null],
      ),
    readSameDatabase: async (runId, otherId) => {
      const [row] = await database.query<{ same: boolean | null }>(
        'compare the sources of two runs',
        `WITH compared AS (SELECT source_id, run_number FROM catalog.run WHERE run_id IN ($1, $2))
         SELECT (SELECT count(DISTINCT source_id) = 1 FROM compared) AND bool_and(facts ? 'system')
                AND count(DISTINCT facts->>'system') = 1 AS same
         FROM catalog.run
         WHERE source_id IN (SELECT source_id FROM compared) AND status IN ('published', 'pruned')
           AND run_number >= (SELECT min(run_number) FROM compared)`,
        [runId, otherId],
      );
      return row?.same === true;
    },
  };
}
