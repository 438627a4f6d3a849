import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Partition } from '../../contracts/partition.js';
import type { PostgresSource } from '../../sources/postgres/index.js';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { LockHolder } from '../support/lock-holder.js';
import { readContext, runSql, sourceAt } from '../support/read-source.js';

/** Two relations in a partition each, all that has come before in the first one. */
const RELATIONS = `
  CREATE TABLE changed (a int, b int CHECK (b > 0)); CREATE INDEX of_a ON changed (a); COMMENT ON COLUMN changed.a IS 'old';
  CREATE STATISTICS together ON a, b FROM changed; COMMENT ON CONSTRAINT changed_b_check ON changed IS 'old';
  CREATE FUNCTION old() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE mood AS ENUM ('glad'); CREATE TYPE pair AS (a int);
  CREATE TABLE same (a int)`;

/** The source's moment now as a run takes it, and its partitions. */
async function stateNow(source: PostgresSource, partitionSize = 1) {
  const context = readContext('before');
  const snapshot = await source.snapshot(context);
  const { partitions } = await source.discover(context, { partitionSize, maxPartitions: 10 });
  return { partitions, snapshot };
}

/** The names of all relations, in the order of their partitions where each has one of its own. */
async function relationsOf(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S') ORDER BY oid",
  );
  await client.end();
  return rows.map(({ relname }) => relname);
}

const changesAfter = (source: PostgresSource, snapshot: string, partitions: readonly Partition[]) =>
  source.changesSince(readContext('after'), snapshot, partitions);

describe('Changes since a snapshot', () => {
  it.each([
    ['a new column', 'ALTER TABLE changed ADD COLUMN c int'],
    ['a dropped column', 'ALTER TABLE changed DROP COLUMN b'],
    ['a new default', 'ALTER TABLE changed ALTER a SET DEFAULT 2'],
    ['a new constraint', 'ALTER TABLE changed ADD CHECK (a > 1)'],
    ['a new index', 'CREATE INDEX ON changed (a)'],
    ["an index's other name", 'ALTER INDEX of_a RENAME TO of_a_too'],
    ["an index's comment", "COMMENT ON INDEX of_a IS 'new'"],
    ["a constraint's other comment", "COMMENT ON CONSTRAINT changed_b_check ON changed IS 'new'"],
    ['another target of its statistics', 'ALTER STATISTICS together SET STATISTICS 7'],
    [
      'a new trigger',
      'CREATE TRIGGER t BEFORE INSERT ON changed EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    ],
    ['a new policy', 'CREATE POLICY p ON changed'],
    ['another owner', 'ALTER TABLE changed OWNER TO pg_read_all_stats'],
    ['another name', 'ALTER TABLE changed RENAME TO changed_too'],
  ])('are found after %s, and name that relation alone', async (_, statement) => {
    await using database = await createDatabase(18, 'changes');
    await runSql(database.url, RELATIONS);
    const source = sourceAt(database.url);
    const { snapshot: before, partitions } = await stateNow(source);
    const unchanged = await changesAfter(source, before, partitions);
    expect(unchanged).toEqual({ counts: null, changed: [], changedPartitions: [], snapshot: before });
    await runSql(database.url, statement);
    const { counts, changed, changedPartitions, snapshot } = await changesAfter(source, before, partitions);
    expect(changed).toMatchObject([{ schemaName: 'public', partitionId: 'relations-0001' }]);
    expect(changed[0]?.relationName).toMatch(/^changed/);
    expect(changedPartitions).toEqual(['database', 'relations-0001']);
    expect(counts?.readable.table).toBe(2);
    expect(await changesAfter(source, snapshot, partitions)).toMatchObject({ changedPartitions: [] });
    await source.close();
  });

  it.each([
    ['a replaced function', "CREATE OR REPLACE FUNCTION old() RETURNS int LANGUAGE sql AS 'SELECT 2'"],
    [
      'a function dropped for another one',
      "DROP FUNCTION old(); CREATE FUNCTION new() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
    ['a new label', "ALTER TYPE mood ADD VALUE 'sad'"],
    ["an attribute's other name", 'ALTER TYPE pair RENAME ATTRIBUTE a TO b'],
    ["an attribute's comment", "COMMENT ON COLUMN pair.a IS 'new'"],
    ['a granted right', 'GRANT USAGE ON SCHEMA public TO pg_monitor'],
    ["a schema's comment", "COMMENT ON SCHEMA public IS 'new'"],
  ])("are found among the database's own after %s, and nowhere else", async (_, statement) => {
    await using database = await createDatabase(18, 'own');
    await runSql(database.url, RELATIONS);
    const source = sourceAt(database.url);
    const { snapshot, partitions } = await stateNow(source);
    await runSql(database.url, statement);
    const { changed, changedPartitions } = await changesAfter(source, snapshot, partitions);
    expect({ changed, changedPartitions }).toEqual({ changed: [], changedPartitions: ['database'] });
    await source.close();
  });

  it.each([
    [
      'table',
      'ALTER TABLE named RENAME TO other',
      ['naming_key', 'naming_view', 'naming_sequence'],
      ['named'],
    ],
    [
      'column',
      'ALTER TABLE named RENAME a TO b',
      ['naming_key', 'naming_view', 'naming_sequence'],
      ['named'],
    ],
    ['type', 'ALTER TYPE mood RENAME TO temper', ['naming_type'], []],
    ['function', 'ALTER FUNCTION one() RENAME TO other', ['naming_function', 'naming_check'], []],
  ])(
    'of the name of a %s have what names it read again, and do not name that',
    async (_, statement, dependents, written) => {
      await using database = await createDatabase(18, 'named');
      await runSql(
        database.url,
        `CREATE TYPE mood AS ENUM ('glad'); CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
         CREATE TABLE named (a int PRIMARY KEY); CREATE TABLE same (a int)`,
        `CREATE TABLE naming_key (a int REFERENCES named); CREATE VIEW naming_view AS SELECT a FROM named;
         CREATE SEQUENCE naming_sequence OWNED BY named.a; CREATE TABLE naming_type (moods mood[]);
         CREATE TABLE naming_function (a int DEFAULT one()); CREATE TABLE naming_check (a int CHECK (a > one()))`,
      );
      const relations = await relationsOf(database.url);
      const source = sourceAt(database.url);
      const { snapshot, partitions } = await stateNow(source);
      expect(partitions).toHaveLength(relations.length + 1);
      await runSql(database.url, statement);
      const { changed, changedPartitions } = await changesAfter(source, snapshot, partitions);
      const relationIn = (partitionId: string) =>
        relations[Number(partitionId.replace('relations-', '')) - 1];
      expect(changed.map(({ partitionId }) => relationIn(partitionId))).toEqual(written);
      const readAgain = changedPartitions.filter((partitionId) => partitionId !== 'database').map(relationIn);
      expect(readAgain.toSorted()).toEqual([...written, ...dependents].toSorted());
      await source.close();
    },
  );

  it.each(ALL_MAJORS)(
    'are not seen in what passes: temporary tables, rows and their statistics (PostgreSQL %i)',
    async (major) => {
      await using database = await createDatabase(major, 'passing');
      await runSql(database.url, RELATIONS);
      const source = sourceAt(database.url);
      const { snapshot, partitions } = await stateNow(source);
      await runSql(
        database.url,
        `CREATE TEMPORARY TABLE passing (a int PRIMARY KEY, b text); COMMENT ON TABLE passing IS 'soon gone';
       INSERT INTO changed SELECT n, n FROM generate_series(1, 1000) n`,
        'VACUUM ANALYZE changed',
      );
      const { changed, changedPartitions } = await changesAfter(source, snapshot, partitions);
      expect({ changed, changedPartitions }).toEqual({ changed: [], changedPartitions: [] });
      await source.close();
    },
  );

  it('are found when their transaction was under way at the snapshot, and an older one elsewhere hides nothing', async () => {
    await using database = await createDatabase(18, 'progress');
    await runSql(database.url, 'CREATE TABLE settled (a int); CREATE TABLE moving (a int)');
    const long = new LockHolder(database.url);
    await long.lock('settled');
    await runSql(database.url, 'ALTER TABLE moving ADD b int');
    const open = new LockHolder(database.url);
    await open.lock('moving; ALTER TABLE moving ADD COLUMN c int; LOCK TABLE moving');
    const source = sourceAt(database.url);
    const { snapshot, partitions } = await stateNow(source, 10);
    await open.commit();
    const { changed } = await changesAfter(source, snapshot, partitions);
    expect(changed.map(({ relationName }) => relationName)).toEqual(['moving']);
    await long[Symbol.asyncDispose]();
    await source.close();
  });

  it.each(ALL_MAJORS)(
    'are found when a savepoint or a block with EXCEPTION was written in, and what others wrote meanwhile is known (PostgreSQL %i)',
    async (major) => {
      await using database = await createDatabase(major, 'nested');
      await runSql(database.url, 'CREATE TABLE moving (a int); CREATE TABLE settled (a int)');
      const migration = new pg.Client(database.url);
      await migration.connect();
      await migration.query(
        'BEGIN; SELECT txid_current(); SAVEPOINT one; ALTER TABLE moving RENAME a TO b; RELEASE one',
      );
      await migration.query(
        `DO $$ BEGIN COMMENT ON TABLE moving IS 'new'; EXCEPTION WHEN OTHERS THEN RAISE; END $$`,
      );
      // Ends after both were given their ids, so that these lie within what the snapshot takes for ended.
      await runSql(database.url, 'ALTER TABLE settled ADD b int', 'CREATE SCHEMA settled');
      const source = sourceAt(database.url);
      const { snapshot, partitions } = await stateNow(source, 10);
      const { extent } = await source.state(readContext('before'));
      const wereWritten = () => source.wereDefinitionsWritten(readContext('after'), snapshot, extent);
      expect(await changesAfter(source, snapshot, partitions)).toMatchObject({ counts: null, changed: [] });
      await runSql(database.url, 'SELECT txid_current()');
      expect(await changesAfter(source, snapshot, partitions)).toMatchObject({
        changed: [],
        changedPartitions: [],
      });
      expect(await wereWritten()).toBe(false);
      await migration.query('COMMIT');
      await migration.end();
      const { changed } = await changesAfter(source, snapshot, partitions);
      expect(changed.map(({ relationName }) => relationName)).toEqual(['moving']);
      expect(await wereWritten()).toBe(true);
      await source.close();
    },
  );
});
