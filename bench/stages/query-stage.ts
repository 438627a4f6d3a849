import pg from 'pg';
import type { Partition } from '../../contracts/partition.js';
import { ALL_KINDS, KINDS } from '../../contracts/kinds/index.js';
import { rangeOf, rangeValues } from '../../sources/postgres/oid-range.js';
import { queriesForVersion } from '../../sources/postgres/queries.js';
import { beginStatement } from '../../sources/postgres/session.js';

const LIMITS = { statement_timeout_ms: 300_000, lock_timeout_ms: 2_000 };

/** Has the server compute every kind of every partition in one session, and send none of it. */
export async function runQueries(
  url: string,
  major: number,
  partitions: readonly Partition[],
): Promise<void> {
  const { kinds, settings } = queriesForVersion(major);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const partition of partitions) {
      for (const kind of ALL_KINDS.filter((kind) => KINDS[kind].scope === partition.scope)) {
        await client.query(beginStatement(LIMITS, 'stages', settings[kind]));
        await client.query(`EXPLAIN (ANALYZE, TIMING OFF) ${kinds[kind]}`, rangeValues(rangeOf(partition)));
        await client.query('COMMIT');
      }
    }
  } finally {
    await client.end();
  }
}
