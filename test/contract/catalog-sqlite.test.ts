import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { CatalogConnector } from '../../catalog/connector.js';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { publishRows, schemas } from '../support/catalog-fixture.js';
import { engines } from '../support/engines.js';
import { registration } from '../support/registration.js';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(engines().directory, 'sqlite-')), 'new', 'catalog.sqlite');
});

const open = (busy_timeout_ms = 30_000) => CatalogConnector.open('development', { file, busy_timeout_ms });

/** Runs statements on the file, as another program would. */
function tamper(sql: string): void {
  const other = new Database(file);
  other.exec(sql);
  other.close();
}

describe('A SQLite catalog', () => {
  it('is made once when many open it at once, with the folder it is in', async () => {
    const catalogs = await Promise.all(Array.from({ length: 8 }, () => open()));
    const health = await Promise.all(catalogs.map((catalog) => catalog.healthCheck()));
    for (const catalog of catalogs) await catalog.close();
    expect(health).toEqual(
      Array.from({ length: 8 }, () => ({ serverVersion: expect.any(String), migration: 1 })),
    );
  });

  it('is in WAL mode: whoever reads waits for nobody who writes', async () => {
    await using catalog = await open();
    await publishRows(catalog, 'schema', schemas('a'));
    const writer = new Database(file);
    writer.exec('BEGIN IMMEDIATE; DELETE FROM artifact');
    expect((await catalog.listRuns(1))[0]).toMatchObject({ status: 'published' });
    writer.exec('ROLLBACK');
    expect(writer.pragma('journal_mode', { simple: true })).toBe('wal');
    writer.close();
  });

  it('waits for another writer, not blocking its own process, and gives up after its time', async () => {
    await using catalog = await open(400);
    const writer = new Database(file);
    writer.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    await expect(catalog.registerOrGet(registration('a'))).rejects.toMatchObject({
      category: 'store_unavailable',
      retryable: true,
      message: expect.stringContaining('busy_timeout_ms'),
    });
    expect(ticks).toBeGreaterThan(3);
    const registering = catalog.registerOrGet(registration('a'));
    setTimeout(() => writer.exec('COMMIT'), 100);
    expect(await registering).toMatchObject({ artifactId: 'a' });
    clearInterval(ticking);
    writer.close();
  });

  it('leaves its process turns for input and output, however many wait for another writer', async () => {
    await using catalog = await open(4000);
    const writer = new Database(file);
    writer.exec('BEGIN IMMEDIATE');
    const registering = Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => catalog.registerOrGet(registration(id))),
    );
    for (let reads = 0; reads < 10; reads++) await readFile(file);
    writer.exec('COMMIT');
    expect(await registering).toHaveLength(4);
    writer.close();
  });

  it('has a table of versions and a view for every kind, with the columns it declares', async () => {
    await using catalog = await open();
    await catalog.healthCheck();
    const behind = new Database(file);
    for (const kind of ALL_KINDS) {
      const { plural, columns } = kindDeclaration(kind);
      const shown = behind.prepare(`SELECT * FROM "${plural}"`).columns();
      expect(shown.map(({ name }) => name)).toEqual([
        ...['source_name', 'object_id', 'valid_from_run', 'parent_id'],
        ...columns.map(({ name }) => name),
      ]);
    }
    behind.close();
  });

  it('takes columns that a kind has got since, and keeps what it holds', async () => {
    await using before = await open();
    const { runId } = await publishRows(before, 'schema', schemas('a'));
    await before.close();
    tamper('DROP VIEW schemas; ALTER TABLE schema_version DROP COLUMN comment');
    await using after = await open();
    for await (const [row] of after.objectsOf(runId, 'schema')) {
      expect(row).toMatchObject({ schema_name: 'a', comment: null });
    }
    await publishRows(
      after,
      'schema',
      schemas('a').map((row) => ({ ...row, comment: 'new' })),
    );
  });

  it.each([
    [
      'a column that a kind has got since',
      `DROP VIEW schemas; ALTER TABLE schema_version DROP COLUMN comment;
       DELETE FROM attribute_value WHERE attribute = 'comment'`,
    ],
    ['what values there are', 'DROP TABLE attribute_value; DROP TABLE value_posting'],
  ])('finds what it holds by attributes also when it was made without %s', async (_, sql) => {
    const isNull = {
      source: 'old',
      kind: 'schema',
      filters: [{ attribute: 'comment', operator: 'null' }],
    } as const;
    await using before = await open();
    await publishRows(before, 'schema', schemas('a'), 'old');
    expect((await before.reading.listObjects(isNull)).objects).toHaveLength(1);
    await before.close();
    tamper(sql);
    await using after = await open();
    expect((await after.reading.listObjects(isNull)).objects).toHaveLength(1);
  });

  it.each([
    ['of a newer version', 'PRAGMA user_version = 99'],
    ['with a kind that is not known', 'CREATE TABLE future_version (a)'],
    [
      'without a column that can not be added',
      'DROP VIEW schemas; ALTER TABLE schema_version DROP COLUMN fingerprint',
    ],
  ])('is refused when it is %s', async (_, sql) => {
    await (await open()).close();
    tamper(sql);
    await expect(open()).rejects.toMatchObject({ category: 'unsupported', retryable: false });
  });

  it('is not made in a file of another program', async () => {
    await (await open()).close();
    file = join(file, '..', 'other.sqlite');
    tamper('CREATE TABLE mine (a)');
    await expect(open()).rejects.toMatchObject({ category: 'unsupported' });
    file = join(file, '..', 'text.sqlite');
    await writeFile(file, 'This is no database. '.repeat(100));
    await expect(open()).rejects.toMatchObject({ category: 'unsupported' });
    expect(await readFile(file, 'utf8')).toMatch(/^This is no database/);
  });

  it('says that it may not write where it is told to', async () => {
    file = join(await mkdtemp(join(engines().directory, 'sqlite-')), 'no folder');
    await writeFile(file, '');
    file = join(file, 'catalog.sqlite');
    await expect(open()).rejects.toMatchObject({ category: 'permission', retryable: false });
  });

  it('is configured by nothing at all', async () => {
    const before = process.cwd();
    process.chdir(await mkdtemp(join(engines().directory, 'empty-')));
    try {
      await using catalog = await CatalogConnector.open('development', {});
      expect(await catalog.stats()).toEqual({ artifacts: 0, sizeBytes: 0n, distinctContents: 0 });
      expect((await readFile('.sourcesense/catalog.sqlite')).subarray(0, 6).toString()).toBe('SQLite');
    } finally {
      process.chdir(before);
    }
  });
});
