import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSystem } from '../support/system.js';

/** Names that break whoever quotes by hand; each is at most 63 bytes, PostgreSQL's limit. */
const HOSTILE = [
  'with space',
  'with "double" quotes',
  "with 'single' quotes",
  'with.dot.and$dollar',
  'with\\back\\\\slash',
  'with\nnewline\tand tab',
  '😀 emoji ünïcode 表',
  'MixedCase',
  '1leading',
  'select',
  '\\N',
  'null',
  '%s %I ${x} {{y}}',
  '../../etc/passwd',
  'x'.repeat(63),
];

describe.each([13, 18] as const)('hostile identifiers in PostgreSQL %i', (major) => {
  it('come through the whole path as they are, each object once', async () => {
    await using system = await createSystem(major);
    const quote = (name: string) => pg.escapeIdentifier(name);
    for (const name of HOSTILE) {
      const id = quote(name);
      await system.onSource(`
        CREATE SCHEMA ${id};
        CREATE TYPE ${id}.${quote(`e ${name}`.slice(0, 40))} AS ENUM (${pg.escapeLiteral(name)});
        CREATE TABLE ${id}.${id} (${id} int PRIMARY KEY, other int REFERENCES ${id}.${id} (${id}), CHECK (${id} > 0));
        CREATE VIEW ${id}.${quote(`v ${name}`.slice(0, 40))} AS SELECT ${id} FROM ${id}.${id};
        COMMENT ON TABLE ${id}.${id} IS ${pg.escapeLiteral(name)};
        COMMENT ON COLUMN ${id}.${id}.${id} IS ${pg.escapeLiteral(`\t${name}\n\\.`)}`);
    }
    await system.startWorker();
    const result = await (await system.start()).result();
    expect(result.outcome).toBe('completed');

    const tables = await system.queryCatalog<{ schema_name: string; table_name: string; comment: string }>(
      'SELECT schema_name, table_name, comment FROM catalog.tables',
    );
    const sorted = (names: string[]) => [...names].sort();
    expect(sorted(tables.map(({ table_name }) => table_name))).toEqual(sorted(HOSTILE));
    expect(
      tables.every((table) => table.schema_name === table.table_name && table.comment === table.table_name),
    ).toBe(true);

    const columns = await system.queryCatalog<{ column_name: string; comment: string }>(
      `SELECT column_name, comment FROM catalog.columns WHERE column_name = table_name`,
    );
    expect(sorted(columns.map(({ column_name }) => column_name))).toEqual(sorted(HOSTILE));
    expect(columns.every(({ column_name, comment }) => comment === `\t${column_name}\n\\.`)).toBe(true);

    const keys = await system.queryCatalog<{
      table_name: string;
      columns: string[];
      referenced_columns: string[];
    }>('SELECT table_name, columns, referenced_columns FROM catalog.foreign_keys');
    expect(keys).toHaveLength(HOSTILE.length);
    expect(
      keys.every((key) => key.columns[0] === 'other' && key.referenced_columns[0] === key.table_name),
    ).toBe(true);

    const labels = await system.queryCatalog<{ labels: string[]; schema_name: string }>(
      'SELECT labels, schema_name FROM catalog.enum_types',
    );
    expect(labels.map(({ labels: [label] }) => label)).toEqual(labels.map(({ schema_name }) => schema_name));
  }, 120_000);
});
