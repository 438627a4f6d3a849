import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';
import { type ComparableRow, type DatabaseReader, readDatabase } from '../support/kind-rows.js';
import { createRelations } from '../support/objects/relations.js';
import { runSql } from '../support/read-source.js';

/** What the server prints, by schema, table and name. */
const CONSTRAINTS = `
  SELECT n.nspname || '/' || c.relname || '/' || con.conname AS name, pg_get_constraintdef(con.oid) AS definition
  FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE con.contype <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
const INDEXES = `
  SELECT schemaname || '/' || tablename || '/' || indexname AS name, indexdef AS definition
  FROM pg_indexes WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;

interface Definition {
  readonly name: string;
  readonly definition: unknown;
}

const byName = (a: Definition, b: Definition) => (a.name < b.name ? -1 : 1);

describe.each(ALL_MAJORS)('definitions that the SQL puts together, in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let reader: DatabaseReader;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createDatabase(major, 'definitions');
    await loadSampleDatabase(database.url);
    await runSql(database.url, createRelations(major), 'VACUUM ANALYZE');
    reader = await readDatabase(database.url);
    client = new pg.Client(database.url);
    await client.connect();
    await client.query('SET search_path = pg_catalog');
  }, 120_000);
  afterAll(async () => {
    await client.end();
    await reader[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const truth = async (query: string) => (await client.query<Definition>(query)).rows.sort(byName);

  it('are those of pg_get_constraintdef', async () => {
    type Constraint = ComparableRow<'table_constraint'> | ComparableRow<'foreign_key'>;
    const rows: Constraint[] = [
      ...(await reader.rows('table_constraint')),
      ...(await reader.rows('foreign_key')),
    ];
    const found = rows.map(({ schema_name, table_name, constraint_name, definition }) => ({
      name: [schema_name, table_name, constraint_name].join('/'),
      definition,
    }));
    expect(found.sort(byName)).toEqual(await truth(CONSTRAINTS));
  });

  it('are those of pg_get_indexdef', async () => {
    const found = (await reader.rows('index')).map(({ schema_name, table_name, index_name, definition }) => ({
      name: [schema_name, table_name, index_name].join('/'),
      definition,
    }));
    expect(found.sort(byName)).toEqual(await truth(INDEXES));
  });

  it('stand beside the columns by position: turned round, one column twice, and none for an expression', async () => {
    const keys = await reader.rows('foreign_key');
    const pairs = (name: string) => {
      const key = keys.find((row) => row.constraint_name === name && row.table_name === 'source');
      return [key?.columns, key?.referenced_columns];
    };
    expect(pairs('turned')).toEqual([
      ['b c', 'a'],
      ['y', 'x'],
    ]);
    expect(pairs('twice')).toEqual([
      ['a', 'a'],
      ['z', 'x'],
    ]);
    const constraints = await reader.rows('table_constraint');
    const columns = (name: string) => constraints.find((row) => row.constraint_name === name)?.columns;
    expect(columns('key')).toEqual(['b c', 'a']);
    expect(columns('apart')).toEqual(['r', null]);
    expect(columns('always')).toEqual([]);
  });

  it('stand beside the keys of an index with their operator classes, parameters, collations and order', async () => {
    const indexes = await reader.rows('index');
    const key = { expression: null, collation: null, operator_class_options: null, statistics_target: null };
    const int4 = { ...key, operator_class: 'pg_catalog.int4_ops', descending: false, nulls_first: false };
    const keysOf = (name: string) => indexes.find((row) => row.index_name === name)?.key_columns;
    expect(keysOf('wide_tags_r_idx')).toEqual([
      {
        ...int4,
        column: 'tags',
        operator_class: 'pg_catalog.tsvector_ops',
        operator_class_options: { siglen: '100' },
      },
      { ...int4, column: 'r', operator_class: 'pg_catalog.range_ops' },
    ]);
    expect(keysOf('expressions')).toEqual([
      expect.objectContaining({ column: null, expression: 'lower("b c")', collation: 'pg_catalog."C"' }),
      { ...int4, column: null, expression: '((a + "select"))', statistics_target: 77 },
      expect.objectContaining({ column: null }),
      { ...int4, column: 'a' },
    ]);
    expect(keysOf('Mixed "name" (x')).toEqual([
      { ...int4, column: 'a', descending: true, nulls_first: true },
      { ...int4, column: 'select', nulls_first: true },
      expect.objectContaining({ column: 'ts', descending: true, nulls_first: false }),
      expect.objectContaining({ column: 'q"uote', collation: 'pg_catalog."default"' }),
    ]);
  });
});
