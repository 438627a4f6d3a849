import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { COLUMN_TYPES } from '../../catalog/postgres/column-types.js';
import { loadMigrations } from '../../catalog/postgres/migrate.js';
import { CATALOG_COLUMNS } from '../../contracts/kinds/batch-schemas.js';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { draftMigration } from '../../tools/draft-migration.js';
import { createPostgresCatalog, type PostgresTestCatalog } from '../support/catalog-providers.js';

interface ColumnFact {
  relation: string;
  name: string;
  type: string;
  nullable: boolean;
  doc: string | null;
}

interface RelationFact {
  relation: string;
  doc: string | null;
}

/** Every relation of the catalog's schema that is a table or a view. */
const RELATIONS = `
  SELECT c.relname AS relation, obj_description(c.oid, 'pg_class') AS doc
  FROM pg_class c WHERE c.relnamespace = 'catalog'::regnamespace AND c.relkind IN ('r', 'v') ORDER BY 1`;
const COLUMNS = `
  SELECT c.relname AS relation, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         NOT a.attnotnull AS nullable, col_description(c.oid, a.attnum) AS doc
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'catalog'::regnamespace AND c.relkind IN ('r', 'v')
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`;

const declared = (kind: (typeof ALL_KINDS)[number]) =>
  kindDeclaration(kind).columns.map(({ name, type, nullable, doc }) => ({
    name,
    type: COLUMN_TYPES[type],
    nullable,
    doc,
  }));

describe.each([13, 18] as const)('The catalog made by all migrations on PostgreSQL %i', (major) => {
  let test: PostgresTestCatalog;
  let relations: RelationFact[];
  let columns: ColumnFact[];
  const columnsOf = (relation: string) =>
    columns
      .filter((column) => column.relation === relation)
      .map(({ name, type, nullable, doc }) => ({ name, type, nullable, doc }));

  beforeAll(async () => {
    test = await createPostgresCatalog(major);
    const client = new pg.Client(test.url);
    await client.connect();
    relations = (await client.query<RelationFact>(RELATIONS)).rows;
    columns = (await client.query<ColumnFact>(COLUMNS)).rows;
    await client.end();
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
  });

  it.each(ALL_KINDS)(
    'has a table of versions of kind %s with the declared columns, types and texts',
    (kind) => {
      const versions = `${kind}_version`;
      expect(
        columnsOf(versions)
          .slice(0, 7)
          .map(({ name }) => name),
      ).toEqual([
        'source_id',
        'object_id',
        'valid_from_run',
        'valid_to_run',
        'parent_id',
        'fingerprint',
        'partition_id',
      ]);
      expect(columnsOf(versions).slice(7)).toEqual(declared(kind));
      expect(relations).toContainEqual({ relation: versions, doc: kindDeclaration(kind).doc });
    },
  );

  it.each(ALL_KINDS)(
    'has a view of the current objects of kind %s with the declared columns and texts',
    (kind) => {
      const { plural } = kindDeclaration(kind);
      const view = columnsOf(plural).map(({ name, type, doc }) => ({ name, type, doc }));
      expect(view.slice(0, 4).map(({ name }) => name)).toEqual([
        'source_name',
        'object_id',
        'valid_from_run',
        'parent_id',
      ]);
      expect(view.slice(4)).toEqual(declared(kind).map(({ name, type, doc }) => ({ name, type, doc })));
    },
  );

  it('has no table of versions and no view of a kind that is not declared', () => {
    const expected = ALL_KINDS.flatMap((kind) => [`${kind}_version`, kindDeclaration(kind).plural]).sort();
    const views = new Set<string>(ALL_KINDS.map((kind) => kindDeclaration(kind).plural));
    const found = relations
      .map(({ relation }) => relation)
      .filter((name) => name.endsWith('_version') || views.has(name));
    expect(found.sort()).toEqual(expected);
  });

  it('describes every table, view and column', () => {
    const silent = [...relations, ...columns].filter(({ doc }) => doc === null || doc === '');
    expect(silent).toEqual([]);
  });

  it('keeps the columns that the transformer puts first under the names landing uses', () => {
    const names = columnsOf('column_version').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(CATALOG_COLUMNS.map(({ name }) => name)));
  });
});

describe('The draft of a migration', () => {
  it.each(ALL_KINDS)('makes the table of kind %s, which a migration of that kind adopts', (kind) => {
    const migration = loadMigrations().find(({ name }) => name.slice('0000_'.length) === `${kind}.sql`);
    expect(migration?.sql).toContain(`SELECT catalog.adopt_kind('${kind}'`);
    expect(draftMigration(kindDeclaration(kind))).toContain(`CREATE TABLE catalog.${kind}_version (`);
  });

  it('doubles the quotes of a text', () => {
    const quoted = { ...kindDeclaration('schema'), doc: "The server's own." };
    expect(draftMigration(quoted)).toContain("IS 'The server''s own.';");
  });
});
