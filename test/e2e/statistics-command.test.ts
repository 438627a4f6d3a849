import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, type System } from '../support/system.js';

let system: System;
let runId: string;

beforeAll(async () => {
  system = await createSystem(18);
  await system.onSource(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.orders (id int PRIMARY KEY, note text, amount int);
    INSERT INTO shop.orders SELECT i, CASE WHEN i % 4 = 0 THEN 'x' END, i % 10 FROM generate_series(1, 1000) i;
    CREATE TABLE shop.untouched (a int)`);
  await system.onSource('ANALYZE shop.orders');
  await system.onSource('SELECT count(*) FROM shop.orders');
  await system.startWorker();
  ({ runId } = await (await system.start()).result());
}, 120_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const statistics = (...args: string[]) => runCommand(['statistics', runId, ...args], system.environment);

type Answer = Record<string, unknown> & {
  readonly tables: readonly Record<string, unknown>[];
  readonly read_at: string;
};

async function answer(...args: string[]): Promise<Answer> {
  return jsonLines((await statistics(...args, '--json')).stdout)[0] as Answer;
}

const A_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);

describe('statistics --json', () => {
  it('says of every figure how it was obtained and when it was true', async () => {
    const { tables, read_at } = await answer('--table', 'shop.orders');
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      schema_name: 'shop',
      table_name: 'orders',
      rows: { estimate: 1000, source: 'reltuples', as_of: A_TIME },
      size: {
        heap_bytes: expect.stringMatching(/^[1-9]\d+$/),
        source: expect.stringMatching(/relpages|measured/),
      },
      activity: { source: 'counters', as_of: read_at, counted_since: A_TIME, dead_rows: '0' },
      last_analyze: A_TIME,
      last_vacuum: null,
    });
  }, 30_000);

  it('has every column of a table that is asked for by name, in their order', async () => {
    const { tables } = await answer('--table', 'orders');
    expect(tables[0]?.['columns']).toMatchObject([
      {
        column_name: 'id',
        null_fraction: 0,
        distinct_estimate: -1,
        correlation: expect.closeTo(1, 2),
        source: 'pg_stats',
        as_of: A_TIME,
      },
      { column_name: 'note', null_fraction: 0.75, distinct_estimate: 1 },
      { column_name: 'amount', distinct_estimate: 10, includes_children: false },
    ]);
  }, 30_000);

  it('says null, of an unknown source, where the server knows nothing', async () => {
    const { tables } = await answer('--table', 'shop.untouched');
    expect(tables[0]).toMatchObject({
      rows: { estimate: null, source: 'unknown', as_of: null },
      last_analyze: null,
      columns: [{ column_name: 'a', null_fraction: null, source: 'unknown', as_of: null }],
    });
  }, 30_000);
});

describe('statistics for people', () => {
  it('shows what is unknown as unknown, and ages beside sources', async () => {
    const { stdout } = await statistics('--schema', 'shop');
    expect(stdout).toMatch(/^TABLE +ROWS .* ANALYZED\n/);
    expect(stdout).toMatch(/shop\.orders +~1,000 +reltuples, \d+ s ago /);
    expect(stdout).toMatch(/shop\.untouched +unknown .* unknown\n/);
    expect(stdout).toMatch(/counters, \d+ s ago, counted for \d+ (s|min|h|days) at least\.\n/);
  }, 30_000);

  it('shows columns of a table that is named: distinct values as a number or as a share of the rows', async () => {
    const { stdout } = await statistics('--table', 'shop.orders', '--table', 'shop.untouched');
    expect(stdout).toMatch(/ {2}id +0 % +each row +4 B +1\.00 +pg_stats, \d+ s ago\n/);
    expect(stdout).toMatch(/ {2}amount +0 % +~10 /);
    expect(stdout).toMatch(/ {2}a +unknown +unknown +unknown +unknown\n/);
  }, 30_000);

  it('ends with one sentence and the exit code 64 for a table that is not there', async () => {
    const { stderr, exitCode } = await statistics('--table', 'nothing');
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('no statistics of nothing')]);
  }, 30_000);
});
