import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Kind } from '../../contracts/kinds/index.js';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';

/** Extensions that PostgreSQL ships, which between them have members of every kind below. */
const EXTENSIONS = [
  'hstore',
  'citext',
  'cube',
  'earthdistance',
  'btree_gist',
  'bloom',
  'tablefunc',
  'unaccent',
  'pg_trgm',
];

/** Which catalog holds the objects of a kind, and which of its rows they are. */
const MEMBERS: Readonly<Partial<Record<Kind, readonly [catalog: string, condition: string]>>> = {
  // Array types, whose category is A, are members too from 17.
  base_type: ['pg_type', "x.typtype = 'b' AND x.typcategory <> 'A'"],
  domain: ['pg_type', "x.typtype = 'd'"],
  composite_type: ['pg_type', "x.typtype = 'c'"],
  routine: ['pg_proc', "x.prokind <> 'a'"],
  aggregate: ['pg_proc', "x.prokind = 'a'"],
  operator: ['pg_operator', 'true'],
  operator_class: ['pg_opclass', 'true'],
  operator_family: ['pg_opfamily', 'true'],
  cast: ['pg_cast', 'true'],
  access_method: ['pg_am', 'true'],
  text_search_dictionary: ['pg_ts_dict', 'true'],
  text_search_template: ['pg_ts_template', 'true'],
};

const membersIn = (catalog: string, condition: string) => `
  SELECT e.extname AS name, count(*)::int AS members
  FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid JOIN ${catalog} x ON x.oid = d.objid
  WHERE d.classid = '${catalog}'::regclass AND d.deptype = 'e' AND e.extname <> 'plpgsql' AND ${condition}
  GROUP BY 1`;

describe.each(ALL_MAJORS)('the members of extensions in PostgreSQL %i', (major) => {
  it('are labelled with their extension, each of them and nothing else, and counted as many as they are read', async () => {
    await using database = await createDatabase(major, 'extensions');
    await runSql(database.url, EXTENSIONS.map((name) => `CREATE EXTENSION ${name};`).join('\n'));
    await runSql(database.url, 'CREATE FUNCTION own() RETURNS int LANGUAGE sql AS $$SELECT 1$$');
    await using reader = await readDatabase(database.url);
    await using client = await connect(database.url);
    for (const [kind, [catalog, condition]] of Object.entries(MEMBERS) as [Kind, [string, string]][]) {
      const rows = await reader.rows(kind);
      const truth = await client.members(membersIn(catalog, condition));
      const expected: Record<string, number> = kind === 'routine' ? { null: 1 } : {};
      for (const { name, members } of truth) expected[name] = members;
      expect([kind, tally(rows)]).toEqual([kind, expected]);
      expect([kind, reader.counted(kind)]).toEqual([kind, rows.length]);
      expect(truth.length).toBeGreaterThan(0);
    }
  });
});

async function connect(url: string) {
  const client = new pg.Client(url);
  await client.connect();
  return {
    members: async (sql: string) => (await client.query<{ name: string; members: number }>(sql)).rows,
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** How many rows name each extension. */
function tally(rows: readonly object[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const name = String('extension_name' in row ? row.extension_name : undefined);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
