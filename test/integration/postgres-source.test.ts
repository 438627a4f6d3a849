import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { COLUMNS_PER_RELATION, type Partition } from '../../contracts/partition.js';
import { postgresConnectionSchema } from '../../sources/postgres/config.js';
import { PostgresSource } from '../../sources/postgres/index.js';
import { CostMeter } from '../../sources/cost-meter.js';
import type { ReadContext } from '../../sources/source.js';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';

const TABLES = 60;
const COLUMNS = 30;

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}

const context = (signal = new AbortController().signal): ReadContext => ({
  runId: 'extract/test/1',
  signal,
  cost: new CostMeter(),
});

function source(url: string, maxSessions = 2): PostgresSource {
  return new PostgresSource(postgresConnectionSchema.parse({ url, max_sessions: maxSessions }));
}

/** The values of a kind's column over partitions. */
async function valuesOf(from: PostgresSource, kind: Kind, column: string, partitions: readonly Partition[]) {
  const index = kindDeclaration(kind).columns.findIndex(({ name }) => name === column);
  const values: unknown[] = [];
  for (const partition of partitions.filter(({ scope }) => scope === kindDeclaration(kind).scope)) {
    for await (const batch of from.read(context(), kind, partition))
      values.push(...(batch.columns[index] ?? []));
  }
  return values;
}

describe.each(ALL_MAJORS)('the PostgreSQL source on version %i', (major) => {
  it('cuts relations into partitions that hold each of them once', async () => {
    await using database = await createDatabase(major, 'partitions');
    const tables = Array.from(
      { length: TABLES },
      (_, index) => `CREATE TABLE t${index} (id serial PRIMARY KEY)`,
    );
    await run(database.url, tables.join(';'));
    const postgres = source(database.url);
    const { partitions } = await postgres.discover(context(), { partitionSize: 10, maxPartitions: 400 });
    const relations = partitions.filter(({ scope }) => scope === 'relation');
    // Tables and their sequences.
    expect(relations).toHaveLength((2 * TABLES) / 10);
    expect(relations[0]?.fromOid).toBe(0);
    expect(relations.at(-1)?.toOid).toBe(4294967295);
    relations.slice(1).forEach((partition, index) => {
      expect(partition.fromOid).toBe((relations[index]?.toOid ?? 0) + 1);
    });
    const names = await valuesOf(postgres, 'table', 'table_name', partitions);
    expect(new Set(names).size).toBe(TABLES);
    expect(names).toHaveLength(TABLES);
    await postgres.close();
  });

  it('makes larger partitions rather than more than the most', async () => {
    await using database = await createDatabase(major, 'partitions');
    const tables = Array.from({ length: TABLES }, (_, index) => `CREATE TABLE t${index} (id int)`);
    await run(database.url, tables.join(';'));
    const postgres = source(database.url);
    const { partitions } = await postgres.discover(context(), { partitionSize: 1, maxPartitions: 5 });
    expect(partitions.filter(({ scope }) => scope === 'relation')).toHaveLength(5);
    await postgres.close();
  });

  it('makes as many more partitions as the columns of wide tables take, but no more than the most', async () => {
    await using database = await createDatabase(major, 'wide');
    const columns = Array.from({ length: COLUMNS }, (_, index) => `c${index} int`);
    const tables = Array.from({ length: TABLES }, (_, index) => `CREATE TABLE t${index} (${columns.join()})`);
    await run(database.url, [...tables, 'CREATE TABLE narrow (a int)'].join(';'));
    const postgres = source(database.url);
    const cut = async (partitionSize: number, maxPartitions: number) => {
      const { partitions } = await postgres.discover(context(), { partitionSize, maxPartitions });
      return { partitions, relations: partitions.filter(({ scope }) => scope === 'relation').length };
    };
    const columnsOf = (partitionSize: number) => COLUMNS_PER_RELATION * partitionSize;
    const whole = TABLES * COLUMNS + 1;
    const { partitions, relations } = await cut(TABLES + 1, 400);
    expect(relations).toBe(Math.ceil(whole / columnsOf(TABLES + 1)));
    expect(relations).toBeGreaterThan(1);
    const names = await valuesOf(postgres, 'table', 'table_name', partitions);
    expect(new Set(names).size).toBe(TABLES + 1);
    expect(names).toHaveLength(TABLES + 1);
    // Which has not outgrown itself: a table is not cut, however wide.
    const { columns: others } = await postgres.largestPartition(context(), partitions);
    expect(others).toBeLessThanOrEqual(columnsOf(TABLES + 1));
    expect((await postgres.largestPartition(context(), (await cut(1, 400)).partitions)).columns).toBe(0);
    for (const most of [1, 2, 5, TABLES]) expect((await cut(1, most)).relations).toBeLessThanOrEqual(most);
    expect((await cut(1, TABLES + 1)).relations).toBe(TABLES + 1);
    await postgres.close();
  });

  it('counts of every kind what it then reads, in an empty database too', async () => {
    await using database = await createDatabase(major, 'counts');
    const postgres = source(database.url);
    const { partitions, readable, gaps } = await postgres.discover(context(), {
      partitionSize: 10,
      maxPartitions: 9,
    });
    expect(gaps).toEqual([]);
    for (const kind of ALL_KINDS) {
      const [column] = kindDeclaration(kind).columns;
      const values = await valuesOf(postgres, kind, column?.name ?? '', partitions);
      expect([kind, values.length]).toEqual([kind, readable[kind] ?? 0]);
    }
    await postgres.close();
  });

  it('keeps enum labels in their sort order, and leaves out dropped columns', async () => {
    await using database = await createDatabase(major, 'traps');
    await run(database.url, "CREATE TYPE mood AS ENUM ('low', 'high')");
    await run(database.url, "ALTER TYPE mood ADD VALUE 'middle' BEFORE 'high'");
    await run(
      database.url,
      'CREATE TABLE gap (a int, b int, c int); ALTER TABLE gap DROP COLUMN b; CREATE TABLE nothing ()',
    );
    const postgres = source(database.url);
    const { partitions } = await postgres.discover(context(), { partitionSize: 10, maxPartitions: 9 });
    expect(await valuesOf(postgres, 'enum_type', 'labels', partitions)).toEqual([
      '["low", "middle", "high"]',
    ]);
    expect((await valuesOf(postgres, 'column', 'ordinal_position', partitions)).sort()).toEqual([1, 3]);
    expect((await valuesOf(postgres, 'table', 'table_name', partitions)).sort()).toEqual(['gap', 'nothing']);
    await postgres.close();
  });

  it('hands its session back when a reader stops early', async () => {
    await using database = await createDatabase(major, 'early');
    await run(database.url, 'CREATE TABLE t (a int)');
    const postgres = source(database.url, 1);
    const { partitions } = await postgres.discover(context(), { partitionSize: 10, maxPartitions: 9 });
    const [, relations] = partitions;
    if (relations === undefined) throw new Error('there is no relation partition');
    for (let round = 0; round < 3; round++) {
      for await (const batch of postgres.read(context(), 'column', relations)) {
        expect(batch.rows).toBe(1);
        break;
      }
    }
    await postgres.close();
  });

  it('reads one kind after another at one moment, in one session with its settings, when told to', async () => {
    await using database = await createDatabase(major, 'together');
    await run(database.url, 'CREATE TABLE first (a int)');
    const postgres = source(database.url);
    const { partitions } = await postgres.discover(context(), { partitionSize: 10, maxPartitions: 9 });
    const [, relations] = partitions;
    if (relations === undefined) throw new Error('there is no relation partition');
    const sharedContext = context();
    {
      await using shared = await postgres.together(sharedContext);
      const rowsOf = async (kind: Kind) => {
        let rows = 0;
        for await (const batch of postgres.read(shared, kind, relations)) rows += batch.rows;
        return rows;
      };
      const settings = () =>
        shared.session.all(
          "SELECT current_setting('work_mem'), current_setting('enable_nestloop'), current_setting('max_parallel_workers_per_gather')",
          [],
        );
      const before = await settings();
      expect(before[0]?.slice(1)).toEqual(['on', '0']);
      expect(await rowsOf('column')).toBe(1);
      await run(database.url, 'CREATE TABLE second (a int)');
      expect(await rowsOf('column')).toBe(1);
      expect(await rowsOf('table')).toBe(1);
      expect(await settings()).toEqual(before);
    }
    expect(sharedContext.cost.total().sessions).toBe(1);
    expect((await valuesOf(postgres, 'table', 'table_name', partitions)).sort()).toEqual(['first', 'second']);
    await postgres.close();
  });

  it('keeps to time limits, its own or stricter ones of the role', async () => {
    await using database = await createDatabase(major, 'limits');
    const { username } = new URL(database.url);
    const limitsIn = async (from: PostgresSource) => {
      await using shared = await from.together(context());
      const limits = ['statement_timeout', 'lock_timeout'].map((name) => `current_setting('${name}')`);
      return (await shared.session.all(`SELECT ${limits.join(', ')}`, [])).flat();
    };
    const before = source(database.url);
    expect(await limitsIn(before)).toEqual(['5min', '2s']);
    await before.close();
    await run(
      database.url,
      `ALTER ROLE ${username} IN DATABASE ${database.name} SET statement_timeout = '90s';
       ALTER ROLE ${username} IN DATABASE ${database.name} SET lock_timeout = '1d'`,
    );
    const after = source(database.url);
    expect(await limitsIn(after)).toEqual(['90s', '2s']);
    await after.close();
  });

  it('names the run in its sessions', async () => {
    await using database = await createDatabase(major, 'readonly');
    const postgres = source(database.url);
    const settings: string[] = [];
    await using observer = await observe(database.url);
    const { partitions } = await postgres.discover(context(), { partitionSize: 10, maxPartitions: 9 });
    const own = partitions[0];
    if (own === undefined) throw new Error('there is no partition');
    for await (const batch of postgres.read(context(), 'schema', own)) {
      expect(batch.rows).toBeGreaterThan(0);
      settings.push(...(await observer.applicationNames()));
    }
    expect(settings).toContain('sourcesense extract/test/1');
    await postgres.close();
  });
});

/** Sees the sessions on a database from one of its own. */
async function observe(url: string) {
  const client = new pg.Client(url);
  await client.connect();
  return {
    applicationNames: async () => {
      const { rows } = await client.query<{ application_name: string }>(
        'SELECT application_name FROM pg_stat_activity WHERE datname = current_database()',
      );
      return rows.map(({ application_name }) => application_name);
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
