import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { engines } from '../support/engines.js';
import { createSystem, type System } from '../support/system.js';

const createTables = (from: number, to: number) =>
  Array.from(
    { length: to - from + 1 },
    (_, index) =>
      `CREATE TABLE t${from + index} (id serial PRIMARY KEY, parent int REFERENCES t1, name text DEFAULT 'x' CHECK (name <> ''));
       CREATE VIEW v${from + index} AS SELECT id FROM t${from + index}`,
  ).join(';');

/** The statements that the server has logged, as it begins a line with them; further rows of one are no new statement. */
const logged = () =>
  readFileSync(join(engines().directory, 'postgres-18', 'postgres.log'), 'utf8').match(
    /LOG: {2}(?:statement|execute (?!fetch from)[^:]*):.*/g,
  ) ?? [];

/** What a run of the system asks the source: a full one, or one of what differs from the run before. */
async function statementsOfARun(system: System, full: boolean): Promise<string[]> {
  const before = logged().length;
  const result = await (await system.start({ full })).result();
  expect(result.outcome).toBe('completed');
  return logged().slice(before);
}

describe('a run in PostgreSQL 18', () => {
  it('asks the source as many statements of 400 tables as of 20: every kind is one set query a partition', async () => {
    await using system = await createSystem(18);
    const { pathname } = new URL(system.sourceUrl);
    await system.onSource(createTables(1, 20));
    await system.onSource(
      `ALTER DATABASE ${pg.escapeIdentifier(decodeURIComponent(pathname.slice(1)))} SET log_statement = 'all'`,
    );
    await system.startWorker();
    // A worker's first session asks the server what it is.
    await statementsOfARun(system, true);
    const few = await statementsOfARun(system, true);
    expect(few.filter((line) => line.includes('-- column:'))).toHaveLength(1);
    await system.onSource(createTables(21, 400));
    const many = await statementsOfARun(system, true);
    const [tables] = await system.queryCatalog<{ count: string }>('SELECT count(*) FROM catalog.tables');
    expect(tables?.count).toBe('400');
    expect(many).toHaveLength(few.length);
    // Nothing has changed since: no kind is read that is made of definitions alone.
    const again = await statementsOfARun(system, false);
    expect(again.filter((line) => line.includes('-- column:'))).toEqual([]);
    expect(again.length).toBeLessThan(many.length / 2);
  }, 120_000);
});
