import { describe, expect, it } from '@jest/globals';
import type { ExtractionResult } from '../../contracts/extraction.js';
import { LockHolder } from '../support/lock-holder.js';
import { createSystem, type System } from '../support/system.js';

const TABLES = 200;
/** Each with all that waits for a lock: generated columns, checks, indexes, sizes. */
const createTables = Array.from(
  { length: TABLES },
  (_, index) =>
    `CREATE TABLE t${index} (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int DEFAULT 1 CHECK (a > 0), b text,
                              c int GENERATED ALWAYS AS (a + 1) STORED);
     CREATE INDEX ON t${index} (lower(b));`,
).join('\n');

async function run(system: System, full = false): Promise<ExtractionResult> {
  return (await system.start({ full })).result();
}

describe('A run over a source of which it can not read everything', () => {
  it('marks exactly the 3 of 200 tables that are locked, and takes at most 10 s longer for it', async () => {
    await using system = await createSystem(18);
    await system.onSource(createTables);
    await system.startWorker();
    const undisturbed = await run(system);
    expect(undisturbed).toMatchObject({ outcome: 'completed', gaps: 0 });

    const locked = ['t3', 't77', 't150'];
    const lockers = locked.map(() => new LockHolder(system.sourceUrl));
    await Promise.all(lockers.map((locker, index) => locker.lock(`public.${locked[index] ?? ''}`)));
    const disturbed = await run(system, true);
    await Promise.all(lockers.map((locker) => locker[Symbol.asyncDispose]()));

    const gaps = await system.catalog.getGaps(disturbed.runId);
    expect(gaps.map(({ objectName }) => objectName)).toEqual(locked.map((name) => `public.${name}`));
    for (const gap of gaps) {
      expect(gap).toMatchObject({
        kind: 'table',
        schemaName: 'public',
        status: 'partial',
        sqlState: '55P03',
      });
      expect(gap.remedy).toMatch(/lock_timeout_ms/);
    }
    expect(disturbed).toMatchObject({ outcome: 'completed_with_gaps', gaps: 3 });
    expect(disturbed.ledger).toEqual(undisturbed.ledger);
    expect(disturbed.durationMs - undisturbed.durationMs).toBeLessThan(10_000);
    // The structure of a locked table is there all the same, and the others are whole.
    const columns = await system.queryCatalog<{ table_name: string }>(
      `SELECT table_name FROM catalog.columns WHERE column_name = 'c' AND generation_expression IS NULL ORDER BY 1`,
    );
    expect(columns.map(({ table_name }) => table_name)).toEqual([...locked].sort());
    // The next run need not be a full one to read what could be read in part only.
    const healed = await run(system);
    expect(healed).toMatchObject({ outcome: 'completed', gaps: 0, mode: { mode: 'incremental' } });
    expect(
      await system.queryCatalog(
        'SELECT FROM catalog.columns WHERE column_name = $1 AND generation_expression IS NULL',
        ['c'],
      ),
    ).toEqual([]);
    expect((await run(system, true)).changes).toMatchObject({ added: 0, closed: 0 });
  }, 180_000);

  it('names a view that no longer compiles, and publishes the rest', async () => {
    await using system = await createSystem(18);
    await system.onSource(
      `CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE VIEW broken AS SELECT gone() AS a; CREATE VIEW whole AS SELECT 1 AS a; CREATE TABLE t (a int)`,
    );
    await system.onSource(`SET allow_system_table_mods = on; DELETE FROM pg_proc WHERE proname = 'gone'`);
    await system.startWorker();
    const result = await run(system);
    expect(result).toMatchObject({ outcome: 'completed_with_gaps' });
    expect(await system.catalog.getGaps(result.runId)).toMatchObject([
      { kind: 'view', objectName: 'public.broken', status: 'partial', sqlState: 'XX000' },
    ]);
    expect(
      await system.queryCatalog(
        'SELECT table_name, definition IS NULL AS withheld FROM catalog.views ORDER BY 1',
      ),
    ).toEqual([
      { table_name: 'broken', withheld: true },
      { table_name: 'whole', withheld: false },
    ]);
  }, 120_000);
});
