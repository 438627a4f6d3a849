import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Capability, RoleRequest, SourceExamination } from '../../contracts/examination.js';
import { createDatabase, type TestDatabase } from '../support/engines.js';
import { readContext, runSql, sourceAt } from '../support/read-source.js';

async function examine(
  url: string,
  settings: Record<string, unknown> = {},
  roleRequest?: RoleRequest,
): Promise<SourceExamination> {
  const source = sourceAt(url, settings);
  try {
    return await source.examine(readContext('examine/test/1'), roleRequest);
  } finally {
    await source.close();
  }
}

const lacking = ({ capabilities }: SourceExamination) =>
  capabilities.filter(({ availability }) => availability !== 'available');

const named = ({ capabilities }: SourceExamination, name: string): Capability => {
  const found = capabilities.find((capability) => capability.name === name);
  if (found === undefined) throw new Error(`There is no capability ${name}.`);
  return found;
};

/** A role that may do nothing but log in, under a name that must be quoted. */
async function createRole(database: TestDatabase, attributes = '') {
  const name = `may "read" ${randomBytes(4).toString('hex')}`;
  const quoted = pg.escapeIdentifier(name);
  await runSql(database.url, `CREATE ROLE ${quoted} LOGIN PASSWORD 'secret of the role' ${attributes}`);
  const url = new URL(database.url);
  url.username = encodeURIComponent(name);
  url.password = encodeURIComponent('secret of the role');
  return {
    url: url.href,
    quoted,
    [Symbol.asyncDispose]: () => runSql(database.url, `DROP OWNED BY ${quoted}; DROP ROLE ${quoted}`),
  };
}

const SCHEMA = `
  CREATE SCHEMA "S x";
  CREATE TABLE "S x"."Order" (id serial PRIMARY KEY, secret text, "Total %" numeric);
  CREATE TABLE "S x".empty ();
  CREATE TABLE plain (a int);
  CREATE VIEW v AS SELECT 1 AS one;
  CREATE TABLE tenant (a int);
  ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
  GRANT SELECT ON tenant TO PUBLIC;
  CREATE FOREIGN DATA WRAPPER w;
  CREATE SERVER far FOREIGN DATA WRAPPER w;
  CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'hidden');
  GRANT SELECT (id) ON "S x"."Order" TO PUBLIC;
  REVOKE EXECUTE ON FUNCTION pg_get_viewdef(oid) FROM PUBLIC;
  REVOKE SELECT ON pg_enum FROM PUBLIC`;

describe.each([13, 18] as const)('the permission doctor on PostgreSQL %i', (major) => {
  it('finds everything available to a superuser', async () => {
    await using database = await createDatabase(major, 'doctor');
    await runSql(database.url, SCHEMA);
    expect(lacking(await examine(database.url))).toEqual([]);
  });

  it('names exactly what a role without rights lacks, counted, with the grant of each', async () => {
    await using database = await createDatabase(major, 'doctor');
    await runSql(database.url, SCHEMA);
    await using role = await createRole(database);
    const examination = await examine(role.url);
    const to = `TO ${role.quoted};`;
    expect(
      lacking(examination).map(({ name, availability, affected, total, remedies }) => [
        name,
        availability,
        affected,
        total,
        remedies[0]?.statements,
      ]),
    ).toEqual([
      ['view', 'missing', 1, 1, [`GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_viewdef(oid) ${to}`]],
      [
        'materialized_view',
        'missing',
        0,
        0,
        [`GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_viewdef(oid) ${to}`],
      ],
      ['enum_type', 'missing', 0, 0, [`GRANT SELECT ON TABLE pg_catalog.pg_enum ${to}`]],
      ['server_setting', 'partial', expect.any(Number), expect.any(Number), undefined],
      [
        'definitions',
        'partial',
        1,
        expect.any(Number),
        [`GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_viewdef(oid) ${to}`],
      ],
      [
        'statistics',
        'partial',
        3,
        5,
        [
          `GRANT SELECT (secret, "Total %") ON TABLE "S x"."Order" ${to}`,
          `GRANT SELECT ON TABLE public.plain ${to}`,
        ],
      ],
      ['row_security_statistics', 'missing', 1, 1, [`ALTER ROLE ${role.quoted} BYPASSRLS;`]],
      ['sequence_values', 'missing', 1, 1, [`GRANT SELECT ON SEQUENCE "S x"."Order_id_seq" ${to}`]],
      ['user_mapping_options', 'missing', 1, 1, undefined],
      ['settings', 'partial', null, null, [`GRANT pg_read_all_settings ${to}`]],
    ]);
  });

  it('finds a capability available once any one of its remedies was applied', async () => {
    await using database = await createDatabase(major, 'doctor');
    await runSql(database.url, SCHEMA);
    await using scout = await createRole(database);
    let applied = 0;
    for (const { name, remedies } of lacking(await examine(scout.url))) {
      for (const index of remedies.keys()) {
        await using role = await createRole(database);
        const { statements } = named(await examine(role.url), name).remedies[index] ?? { statements: [] };
        await runSql(database.url, ...statements);
        expect([statements, named(await examine(role.url), name)]).toMatchObject([
          statements,
          { availability: 'available', affected: 0, skipped: null, remedies: [] },
        ]);
        applied++;
      }
    }
    expect(applied).toBe(major < 14 ? 9 : 11);
  });

  it('prints a role that is granted nothing of pg_catalog but what was revoked from everybody', async () => {
    await using database = await createDatabase(major, 'doctor');
    const request = { role: 'reader', columnStatistics: false, allSettings: false };
    const catalogGrants = async () =>
      (await examine(database.url, {}, request)).roleScript?.match(/^GRANT .*pg_catalog.*$/gm) ?? [];
    expect(await catalogGrants()).toEqual([]);
    await runSql(database.url, SCHEMA);
    expect(await catalogGrants()).toEqual([
      'GRANT SELECT ON TABLE pg_catalog.pg_enum TO "reader";',
      'GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_viewdef(oid) TO "reader";',
    ]);
  });

  it('grants by schema what is too much to name, and in a loop when the schemas are', async () => {
    await using database = await createDatabase(major, 'doctor');
    const tables = (schema: string, count: number) =>
      Array.from({ length: count }, (_, index) => `CREATE TABLE ${schema}.t${index} (a int)`).join(';');
    await runSql(database.url, 'CREATE SCHEMA "many %s"', tables('"many %s"', 30));
    await using role = await createRole(database);
    const bySchema = named(await examine(role.url), 'statistics').remedies[0]?.statements ?? [];
    expect(bySchema).toEqual([`GRANT SELECT ON ALL TABLES IN SCHEMA "many %s" TO ${role.quoted};`]);

    const schemas = Array.from(
      { length: 120 },
      (_, index) => `CREATE SCHEMA s${index}; ${tables(`s${index}`, 1)}`,
    );
    await runSql(database.url, schemas.join(';'));
    const inLoop = named(await examine(role.url), 'statistics').remedies[0]?.statements ?? [];
    expect(inLoop.join()).toMatch(/^DO \$grant\$/);
    await runSql(database.url, ...inLoop);
    expect(named(await examine(role.url), 'statistics')).toMatchObject({
      availability: 'available',
      total: 150,
    });
  });

  it('counts the sessions that the role and the database still allow', async () => {
    await using database = await createDatabase(major, 'doctor');
    await using role = await createRole(database, 'CONNECTION LIMIT 4');
    const limited = named(await examine(role.url), 'sessions');
    expect(limited).toMatchObject({
      availability: 'partial',
      remedies: [{ statements: [`ALTER ROLE ${role.quoted} CONNECTION LIMIT 5;`] }],
    });
    expect(named(await examine(role.url, { max_sessions: 3 }), 'sessions').availability).toBe('available');
    await runSql(database.url, `ALTER ROLE ${role.quoted} CONNECTION LIMIT 5`);
    expect(named(await examine(role.url), 'sessions').availability).toBe('available');

    await runSql(database.url, `ALTER DATABASE ${database.name} CONNECTION LIMIT 2`);
    const [remedy] = named(await examine(role.url), 'sessions').remedies;
    await runSql(database.url, ...(remedy?.statements ?? []));
    expect(named(await examine(role.url), 'sessions').availability).toBe('available');
  });

  it('says when the server ends transactions or counts no activity', async () => {
    await using database = await createDatabase(major, 'doctor');
    await runSql(database.url, `ALTER DATABASE ${database.name} SET track_counts = off`);
    const activity = named(await examine(database.url), 'activity');
    expect(activity).toMatchObject({
      availability: 'partial',
      detail: expect.stringMatching(/track_counts is off/),
    });
    expect(named(await examine(database.url), 'timeouts').availability).toBe('available');
  });
});

it('says when transactions end before statements may', async () => {
  await using database = await createDatabase(18, 'doctor');
  await using role = await createRole(database);
  await runSql(database.url, `ALTER ROLE ${role.quoted} SET transaction_timeout = '10s'`);
  const timeouts = named(await examine(role.url), 'timeouts');
  expect(timeouts).toMatchObject({
    availability: 'partial',
    detail: expect.stringMatching(/transactions after 10000 ms/),
  });
  await runSql(database.url, ...(timeouts.remedies[0]?.statements ?? []));
  expect(named(await examine(role.url), 'timeouts').availability).toBe('available');
});
