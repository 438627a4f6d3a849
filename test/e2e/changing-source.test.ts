import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { LockHolder } from '../support/lock-holder.js';
import { createSystem, type System } from '../support/system.js';

const TABLES = 60;
const tables = Array.from(
  { length: TABLES },
  (_, index) => `CREATE TABLE t${index} (id int PRIMARY KEY, a int)`,
);

interface ChangedRun {
  /** What is there besides the tables. */
  readonly others?: string;
  /** Whether another run was published before. */
  readonly isLater?: boolean;
  /** Comes after the change, and what it returns when the run goes on. */
  readonly further?: (handle: Awaited<ReturnType<System['start']>>) => Promise<() => Promise<void>>;
}

/** Holds up the last partition of a run, by a lock on a table, while `change` is made to what has been read. */
async function changeDuringRun(
  system: System,
  change: string,
  { others = '', isLater = false, further }: ChangedRun = {},
) {
  await system.onSource(`${tables.join(';')}; CREATE TABLE held (a int DEFAULT 1); ${others}`);
  await system.startWorker();
  if (isLater) {
    await (await system.start({ partitionSize: 10 })).result();
    await system.onSource("COMMENT ON TABLE held IS 'Read again'");
  }
  const locker = new LockHolder(system.sourceUrl);
  await locker.lock('held');
  const handle = await system.start({ partitionSize: 10 });
  for (;;) {
    const { partitionsDone, partitionsTotal } = await system.progress(handle);
    if (partitionsTotal > 0 && partitionsDone === partitionsTotal - 1) break;
    await delay(50);
  }
  await system.onSource(change);
  const goOn = await further?.(handle);
  await locker[Symbol.asyncDispose]();
  await goOn?.();
  return handle.result();
}

/** Whether a run's history has a reading after a count. */
function isReadAgain(history: string): boolean {
  const counted = history.indexOf('"recountObjects"');
  return counted >= 0 && history.includes('"extractTables"', counted);
}

describe('A source that changes while a run reads it', () => {
  it('is read again where it changed, and what moved is named', async () => {
    await using system = await createSystem(18, { SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '20000' });
    // Nothing else of its partition changes.
    await system.onSource(
      'CREATE TABLE measured (a int, b int); CREATE STATISTICS together ON a, b FROM measured',
    );
    const result = await changeDuringRun(
      system,
      `ALTER STATISTICS together SET STATISTICS 7;
       ALTER TABLE t21 ADD COLUMN later text; CREATE TABLE new_one (a int); DROP TABLE t22;
       COMMENT ON COLUMN t30.a IS 'told later'`,
    );
    expect(result).toMatchObject({ outcome: 'completed', gaps: 0 });
    expect(result.ledger.filter(({ difference }) => difference !== 0)).toEqual([]);
    const names = await system.queryCatalog<{ table_name: string }>('SELECT table_name FROM catalog.tables');
    expect(names.map(({ table_name }) => table_name)).toEqual(expect.arrayContaining(['new_one', 't21']));
    expect(names.map(({ table_name }) => table_name)).not.toContain('t22');
    expect(
      await system.queryCatalog(
        "SELECT comment FROM catalog.columns WHERE table_name = 't30' AND column_name = 'a'",
      ),
    ).toEqual([{ comment: 'told later' }]);
    expect(await system.queryCatalog('SELECT statistics_target FROM catalog.extended_statistics')).toEqual([
      { statistics_target: 7 },
    ]);
    const moved = await system.catalog.getMoved(result.runId);
    expect(moved).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'table', objectName: 'public.t22', change: 'vanished' }),
        expect.objectContaining({ kind: 'column', objectName: 'public.t21.later', change: 'appeared' }),
      ]),
    );
    expect(moved).toHaveLength(result.moved);
  }, 120_000);

  it('has nothing left of what is dropped after it was read', async () => {
    await using system = await createSystem(18, { SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '20000' });
    await system.onSource("CREATE SCHEMA brief; CREATE TYPE brief.mood AS ENUM ('glad')");
    const result = await changeDuringRun(system, 'DROP TABLE t2; DROP SCHEMA brief CASCADE');
    expect(result).toMatchObject({ outcome: 'completed', gaps: 0 });
    const left = await system.queryCatalog(
      `SELECT schema_name FROM catalog.schemas WHERE schema_name = 'brief'
       UNION ALL SELECT type_name FROM catalog.enum_types
       UNION ALL SELECT table_name FROM catalog.tables WHERE table_name = 't2'
       UNION ALL SELECT column_name FROM catalog.columns WHERE table_name = 't2'`,
    );
    expect(left).toEqual([]);
  }, 120_000);

  it('has nothing left of what is dropped while it is read again, whatever else is written then', async () => {
    await using system = await createSystem(18, { SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '20000' });
    await system.onSource('CREATE TABLE again (a int DEFAULT 1)');
    const locker = new LockHolder(system.sourceUrl);
    const result = await changeDuringRun(system, 'ALTER TABLE again ADD b int', {
      further: async ({ workflowId }) => {
        await locker.lock('again');
        return async () => {
          while (!isReadAgain(await system.history(workflowId))) await delay(50);
          await system.onSource('DROP TABLE t25; ALTER TABLE t45 ADD COLUMN later int');
          await locker[Symbol.asyncDispose]();
        };
      },
    });
    expect(result).toMatchObject({ outcome: 'completed', gaps: 0 });
    expect(result.ledger.filter(({ difference }) => difference !== 0)).toEqual([]);
    const found = await system.queryCatalog(
      `SELECT table_name AS found FROM catalog.tables WHERE table_name = 't25'
       UNION ALL SELECT column_name FROM catalog.columns WHERE table_name IN ('t25', 't45') AND column_name = 'later'`,
    );
    expect(found).toEqual([{ found: 'later' }]);
  }, 120_000);

  it.each([
    ['first', false],
    ['later', true],
  ])(
    'has what was made anew while a %s run read just once, as it is now',
    async (_, isLater) => {
      await using system = await createSystem(18, {
        SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '20000',
      });
      // Anew, as it was, and by another name until it is there.
      const result = await changeDuringRun(
        system,
        `DROP TABLE t2; CREATE TABLE t2 (id int PRIMARY KEY, other text);
       DROP TABLE t3; CREATE TABLE t3 (id int PRIMARY KEY, a int);
       CREATE TABLE made (a int, b int); ALTER TABLE t25 RENAME TO t25_before; ALTER TABLE made RENAME TO t25;
       DROP TABLE t25_before`,
        { isLater },
      );
      expect(result).toMatchObject({ outcome: 'completed', gaps: 0 });
      expect(result.ledger.filter(({ difference }) => difference !== 0)).toEqual([]);
      expect(
        await system.queryCatalog(
          `SELECT table_name, string_agg(column_name, ' ' ORDER BY ordinal_position) AS columns FROM catalog.columns
         WHERE table_name IN ('t2', 't3', 't25') GROUP BY table_name ORDER BY table_name`,
        ),
      ).toEqual([
        { table_name: 't2', columns: 'id other' },
        { table_name: 't25', columns: 'a b' },
        { table_name: 't3', columns: 'id a' },
      ]);
    },
    120_000,
  );

  it('has nothing of what no count tells: an index renamed, a function replaced, a right granted', async () => {
    await using system = await createSystem(18, { SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '20000' });
    const result = await changeDuringRun(
      system,
      `ALTER INDEX of_a RENAME TO renamed; CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
       REVOKE SELECT ON t12 FROM pg_monitor; GRANT INSERT ON t12 TO pg_monitor`,
      {
        others: `CREATE INDEX of_a ON t2 (a); CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 41';
                 GRANT SELECT ON t12 TO pg_monitor`,
      },
    );
    expect(result).toMatchObject({ outcome: 'completed', gaps: 0 });
    expect(
      await system.queryCatalog(
        `SELECT index_name AS found FROM catalog.indexes WHERE table_name = 't2' AND NOT is_primary
         UNION ALL SELECT body FROM catalog.routines WHERE routine_name = 'answer'
         UNION ALL SELECT privilege FROM catalog.privileges WHERE grantee = 'pg_monitor'`,
      ),
    ).toEqual(['renamed', 'SELECT 42', 'INSERT'].map((found) => ({ found })));
  }, 120_000);

  it('never breaks a run, whatever storm of changes goes on, nor tears an object', async () => {
    await using system = await createSystem(18);
    await system.onSource(tables.join(';'));
    await system.startWorker();
    const client = new pg.Client(system.sourceUrl);
    await client.connect();
    const storming = new AbortController();
    const storm = (async () => {
      for (let round = 0; !storming.signal.aborted; round++) {
        await client.query(
          `CREATE TABLE storm${round} (a int, b int DEFAULT 1, PRIMARY KEY (a)); CREATE VIEW storm_view${round} AS SELECT a FROM storm${round}`,
        );
        await client.query(`ALTER TABLE t${round % TABLES} ADD COLUMN c${round} int`);
        await client.query(`DROP VIEW storm_view${round}; DROP TABLE storm${round}`);
        const swapped = `t${(7 * round) % TABLES}`;
        await client.query(
          `CREATE TABLE made (id int PRIMARY KEY, a int); ALTER TABLE ${swapped} RENAME TO before;
           ALTER TABLE made RENAME TO ${swapped}; DROP TABLE before`,
        );
        await delay(10);
      }
    })();
    const results = [];
    for (let round = 0; round < 3; round++) {
      results.push(await (await system.start({ partitionSize: 10 })).result());
    }
    storming.abort();
    await storm;
    await client.end();
    for (const { outcome } of results) expect(['completed', 'completed_with_gaps']).toContain(outcome);
    // No column without its table, nor index, nor constraint: nothing was torn.
    const orphansNow = () =>
      system.queryCatalog<{ table_name: string }>(
        `SELECT c.table_name FROM catalog.columns c
         WHERE NOT EXISTS (SELECT FROM catalog.tables t WHERE t.object_id = c.parent_id)
           AND NOT EXISTS (SELECT FROM catalog.views v WHERE v.object_id = c.parent_id)`,
      );
    const orphans = await orphansNow();
    const last = results.at(-1);
    const moved = new Set(
      (await system.catalog.getGaps(last?.runId ?? ''))
        .filter(({ status }) => status === 'moved')
        .map(({ objectName }) => objectName.replace(/^public\./, '')),
    );
    // A table dropped between two of the last reading's sessions has no row left to name it by: the ledger tells of its columns.
    const isTold = last?.ledger.some(({ kind, difference }) => kind === 'column' && difference !== 0);
    expect(orphans.filter(({ table_name }) => !moved.has(table_name) && isTold !== true)).toEqual([]);
    const after = await (await system.start()).result();
    expect(after).toMatchObject({ outcome: 'completed', gaps: 0 });
    expect(await orphansNow()).toEqual([]);
  }, 180_000);
});
