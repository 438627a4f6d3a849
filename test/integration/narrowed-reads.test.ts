import { describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { LockHolder } from '../support/lock-holder.js';
import { EVERYTHING, readContext, readNarrowed, runSql, sourceAt } from '../support/read-source.js';

async function drain(batches: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const batch of batches) if (batch !== undefined) count += 1;
  return count;
}

describe.each(ALL_MAJORS)('PostgreSQL %i', (major) => {
  it('gives a locked table and a view over it without their expressions, and the others whole', async () => {
    await using database = await createDatabase(major, 'locked');
    await runSql(
      database.url,
      `CREATE TABLE free (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
       CREATE TABLE held (a int, b int GENERATED ALWAYS AS (a + 1) STORED); CREATE VIEW over_held AS SELECT b FROM held`,
    );
    await using locker = new LockHolder(database.url);
    await locker.lock('held');
    const source = sourceAt(database.url, { lock_timeout_ms: 300 });

    await expect(
      drain(source.read(readContext('bulk'), 'column', EVERYTHING.relation)),
    ).rejects.toMatchObject({ sqlState: '55P03' });
    const columns = await readNarrowed(source, 'column');
    const generated = columns.rows.filter((row) => row['column_name'] === 'b');
    expect(generated.map((row) => [row['table_name'], row['generation_expression']])).toEqual([
      ['free', '(a + 1)'],
      ['held', null],
      ['over_held', null],
    ]);
    const views = await readNarrowed(source, 'view');
    expect(views.rows).toMatchObject([{ table_name: 'over_held', definition: null }]);
    for (const { gaps } of [columns, views]) {
      expect(gaps.map(({ objectName }) => objectName)).toContain('public.over_held');
      expect(gaps.every(({ status, sqlState }) => status === 'partial' && sqlState === '55P03')).toBe(true);
    }
    await source.close();
  });

  it('finds the one view among many that no longer compiles', async () => {
    await using database = await createDatabase(major, 'broken');
    const views = Array.from({ length: 30 }, (_, index) => `CREATE VIEW v${index} AS SELECT ${index} AS a`);
    await runSql(
      database.url,
      'CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
      views.join(';'),
      'CREATE VIEW broken AS SELECT gone() AS a',
      'CREATE VIEW whole AS SELECT 1 AS a',
      "SET allow_system_table_mods = on; DELETE FROM pg_proc WHERE proname = 'gone'",
    );
    const source = sourceAt(database.url);
    await expect(drain(source.read(readContext('bulk'), 'view', EVERYTHING.relation))).rejects.toThrow(
      /cache lookup failed for function/,
    );
    const { rows, gaps } = await readNarrowed(source, 'view');
    expect(rows).toHaveLength(32);
    expect(rows.filter(({ definition }) => definition === null)).toMatchObject([{ table_name: 'broken' }]);
    expect(gaps).toMatchObject([
      {
        kind: 'view',
        schemaName: 'public',
        objectName: 'public.broken',
        status: 'partial',
        sqlState: 'XX000',
      },
    ]);
    await source.close();
  });
});

describe('A source', () => {
  it('waits for a lock once a run, whatever the number of kinds that meet it', async () => {
    await using database = await createDatabase(18, 'patience');
    await runSql(database.url, 'CREATE TABLE held (a int DEFAULT 1 CHECK (a > 0) PRIMARY KEY)');
    await using locker = new LockHolder(database.url);
    await locker.lock('held');
    const source = sourceAt(database.url, { lock_timeout_ms: 1500 });
    const startedMs = performance.now();
    for (const kind of ['table', 'column', 'index', 'table_constraint', 'table_statistics'] as const) {
      expect((await readNarrowed(source, kind)).rows.length).toBeGreaterThan(0);
    }
    const elapsedMs = performance.now() - startedMs;
    expect(elapsedMs).toBeGreaterThan(1400);
    expect(elapsedMs).toBeLessThan(2 * 1500);
    await source.close();
  });

  it('reads a locked table whole when the lock is released in time', async () => {
    await using database = await createDatabase(18, 'released');
    await runSql(
      database.url,
      'CREATE TABLE held (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS (1) STORED)',
    );
    const locker = new LockHolder(database.url);
    await locker.lock('held');
    const source = sourceAt(database.url, { lock_timeout_ms: 20_000 });
    const reading = readNarrowed(source, 'column');
    setTimeout(() => void locker[Symbol.asyncDispose](), 300);
    const { gaps, rows } = await reading;
    expect(gaps).toEqual([]);
    expect(rows).toHaveLength(2);
    expect(rows.find((row) => row['column_name'] === 'b')).toMatchObject({ generation_expression: '1' });
    await source.close();
  });

  it('that runs out of time on a bulk query reads it in halves, and loses nothing', async () => {
    await using database = await createDatabase(18, 'slow');
    const list = Array.from({ length: 1500 }, (_, column) => `${column}::numeric + 1 AS c${column}`).join(
      ', ',
    );
    const views = Array.from({ length: 200 }, (_, index) => `CREATE VIEW v${index} AS SELECT ${list}`);
    await runSql(database.url, ...views);
    const source = sourceAt(database.url, { statement_timeout_ms: 1000 });
    await expect(drain(source.read(readContext('bulk'), 'view', EVERYTHING.relation))).rejects.toMatchObject({
      sqlState: '57014',
    });
    const { rows, gaps } = await readNarrowed(source, 'view');
    expect(gaps).toEqual([]);
    expect(rows.filter(({ definition }) => definition !== null)).toHaveLength(200);
    await source.close();
  }, 180_000);

  it('ends a read that is cancelled while its session opens', async () => {
    await using database = await createDatabase(18, 'cancelled');
    const source = sourceAt(database.url, { max_sessions: 1 });
    const stopping = new AbortController();
    const reading = source.extensionRelations(readContext('cancelled', stopping.signal));
    stopping.abort();
    await expect(reading).rejects.toMatchObject({ category: 'cancelled' });
    expect(await source.extensionRelations(readContext('next'))).toEqual([]);
    await source.close();
  });

  it('says what a read cost', async () => {
    await using database = await createDatabase(18, 'cost');
    await runSql(database.url, 'CREATE TABLE t (a int, b int)');
    const source = sourceAt(database.url);
    const context = readContext('cost');
    await drain(source.read(context, 'column', EVERYTHING.relation));
    const { sessions, queries, rows, sizeBytes, durationMs } = context.cost.total();
    // One sets the moment, one looks for locks, one reads.
    expect({ sessions, queries, rows }).toEqual({ sessions: 1, queries: 3, rows: 3 });
    expect(sizeBytes).toBeGreaterThan(100);
    expect(durationMs).toBeGreaterThanOrEqual(0);
    await source.close();
  });
});
