import { describe, expect, it } from '@jest/globals';
import {
  ANNOTATION_COLUMNS,
  RUN_COLUMNS,
  RUN_TABLES,
  SOURCE_COLUMNS,
  versionSchema,
} from '../../catalog/transfer.js';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

/** What is not copied, by table; `true` for all of it. */
const LEFT: Readonly<Record<string, readonly string[] | true>> = {
  // Each catalog's own numbers, or copied as the ids that they stand for.
  source: ['id', 'name', 'published_run'],
  run: ['run_number', 'run_id', 'source_id', 'base_run'],
  run_ledger: ['run_number', 'difference'],
  run_gap: ['run_number'],
  run_moved: ['run_number'],
  run_artifact: ['run_number'],
  landing_step: ['run_number'],
  step_report: ['run_number'],
  // Of running runs only.
  run_key: true,
  // What a catalog is made of.
  migration: true,
  object_kind: true,
  // Derived from the versions by whoever reads them.
  object_entry: true,
  attribute_value: true,
  value_posting: true,
  object_mention: true,
  search_word: true,
  word_trigram: true,
  entry_state: true,
  annotation: ['id', 'source_id'],
  // Copied as the registry and the store of connections give them.
  artifact: true,
  connection: true,
};

const COPIED: Readonly<Record<string, readonly string[]>> = {
  source: Object.keys(SOURCE_COLUMNS),
  run: Object.keys(RUN_COLUMNS),
  annotation: Object.keys(ANNOTATION_COLUMNS),
  ...Object.fromEntries(Object.entries(RUN_TABLES).map(([table, columns]) => [table, Object.keys(columns)])),
  ...Object.fromEntries(
    ALL_KINDS.map((kind) => [
      `${kind}_version`,
      [...versionSchema(kind).columns.map(({ name }) => name), 'source_id', 'valid_from_run', 'valid_to_run'],
    ]),
  ),
};

/** The columns of every table of the catalog, by table. */
async function columnsOf(test: TestCatalog): Promise<Map<string, string[]>> {
  const rows = await test.query(
    test.provider === 'development'
      ? `SELECT m.name AS "table", c.name AS "column" FROM catalog.sqlite_schema m, pragma_table_xinfo(m.name, 'catalog') c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'entry_document%'`
      : `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
         JOIN information_schema.tables USING (table_schema, table_name)
         WHERE table_schema = 'catalog' AND table_type = 'BASE TABLE'`,
  );
  const tables = new Map<string, string[]>();
  for (const { table, column } of rows) {
    tables.set(String(table), [...(tables.get(String(table)) ?? []), String(column)]);
  }
  return tables;
}

describe.each(PROVIDERS)('The tables of the catalog of %s', (provider) => {
  let test: TestCatalog;
  useCatalog(provider, (opened) => {
    test = opened;
  });

  it('are all copied by a migration, column by column, or named here as left', async () => {
    for (const [table, columns] of await columnsOf(test)) {
      const left = LEFT[table] ?? [];
      if (left === true) continue;
      expect({ table, columns: [...columns].sort() }).toEqual({
        table,
        columns: [...(COPIED[table] ?? []), ...left].sort(),
      });
    }
  });

  it('have names in lowercase snake_case, their columns and those of the views too', async () => {
    const tables = await columnsOf(test);
    const names = [...tables].flatMap(([table, columns]) => [table, ...columns]);
    const views = ALL_KINDS.map((kind) => kindDeclaration(kind).plural);
    expect(names.length).toBeGreaterThan(500);
    for (const name of [...names, ...views]) expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
  });
});
