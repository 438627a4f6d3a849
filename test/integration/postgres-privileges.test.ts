import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS } from '../support/engines.js';
import { type ClusterAndRules, openClusterAndRules } from '../support/objects/cluster-and-rules.js';

describe.each(ALL_MAJORS)('Privileges of PostgreSQL %i', (major) => {
  let objects: ClusterAndRules;
  beforeAll(async () => {
    objects = await openClusterAndRules(major);
  }, 60_000);
  afterAll(async () => {
    await objects[Symbol.asyncDispose]();
  });
  /** Privileges of what matches, as `grantor>grantee:PRIVILEGE` with a star when grantable. */
  const granted = async (object: Record<string, unknown>) =>
    (await objects.superuser.rows('privilege'))
      .filter((row) =>
        Object.entries(object).every(([name, value]) => row[name as keyof typeof row] === value),
      )
      .map((row) =>
        [row.grantor, '>', row.grantee, ':', row.privilege, row.is_grantable === true ? '*' : ''].join(''),
      );

  it('are one a row, with grantor and grantee, everybody told from a role called PUBLIC', async () => {
    const { owner, publicRole } = objects.names;
    const table = await granted({ object_kind: 'table', schema_name: 'granted', object_name: 't' });
    const all = ['INSERT', 'SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
    const ofOwner = [...all, ...(major < 17 ? [] : ['MAINTAIN'])].map((name) => `${owner}>${owner}:${name}`);
    expect(new Set(table)).toEqual(
      new Set([...ofOwner, `${owner}>${publicRole}:SELECT*`, `${publicRole}>public:SELECT`]),
    );
    expect(table).toHaveLength(ofOwner.length + 2);
  });

  it('name columns, those that were dropped left out', async () => {
    const { owner, reader } = objects.names;
    expect(await granted({ object_kind: 'column', object_name: 't', column_name: 'b c' })).toEqual([
      `${owner}>${reader}:UPDATE`,
    ]);
    expect(await granted({ object_kind: 'column', schema_name: 'granted' })).toHaveLength(1);
  });

  it('tell routines of one name by their argument types', async () => {
    const { reader } = objects.names;
    const execute = ['postgres>public:EXECUTE', 'postgres>postgres:EXECUTE', `postgres>${reader}:EXECUTE`];
    const routine = { schema_name: 'granted', object_name: 'same', object_kind: 'function' };
    expect(await granted({ ...routine, argument_types: 'integer, text' })).toEqual(execute);
    expect(await granted({ ...routine, argument_types: 'granted.t' })).toEqual(execute);
    expect(
      await granted({ object_kind: 'aggregate', object_name: 'agg', argument_types: 'integer' }),
    ).toEqual(execute);
    expect(await granted({ object_kind: 'procedure', object_name: 'proc', argument_types: '' })).toEqual([
      'postgres>postgres:EXECUTE',
    ]);
  });

  it.each([
    ['view', 'v', 'SELECT'],
    ['materialized view', 'm', 'SELECT'],
    ['foreign table', 'f', 'SELECT'],
    ['sequence', 's', 'USAGE'],
    ['domain', 'dom', 'USAGE'],
    ['type', 'kind', 'USAGE'],
  ])('cover a %s', async (object_kind, object_name, privilege) => {
    expect(await granted({ object_kind, schema_name: 'granted', object_name })).toContain(
      `postgres>${objects.names.reader}:${privilege}`,
    );
  });

  it('cover what is in no schema', async () => {
    const { owner, reader, tablespace } = objects.names;
    expect(await granted({ object_kind: 'foreign server', object_name: 'near' })).toEqual([
      'postgres>postgres:USAGE',
      `postgres>${reader}:USAGE`,
    ]);
    expect(await granted({ object_kind: 'foreign data wrapper', object_name: 'bare' })).toContain(
      `postgres>${reader}:USAGE*`,
    );
    expect(await granted({ object_kind: 'tablespace', object_name: tablespace })).toContain(
      `${owner}>${reader}:CREATE`,
    );
    expect(await granted({ object_kind: 'database' })).toContain(`postgres>${reader}:CONNECT`);
    expect(await granted({ object_kind: 'schema', object_name: 'granted' })).toEqual([
      `${owner}>${owner}:USAGE`,
      `${owner}>${owner}:CREATE`,
      `${owner}>public:USAGE`,
    ]);
    // Of a built-in language only what was changed: everybody may use it by default.
    expect(await granted({ object_kind: 'language', object_name: 'plpgsql' })).toEqual([
      'postgres>postgres:USAGE',
    ]);
    const parameter = await granted({ object_kind: 'parameter', object_name: 'lc_messages' });
    expect(parameter.filter((row) => row.includes(reader))).toEqual(
      major < 15 ? [] : [`postgres>${reader}:SET`],
    );
  });

  it('of the system are those that were changed, and the rest is counted as filtered', async () => {
    const rows = await objects.superuser.rows('privilege');
    const system = rows.filter(({ schema_name }) => /^pg_|^information_schema$/.test(String(schema_name)));
    expect(new Set(system.map(({ object_name }) => object_name))).toEqual(new Set(['pg_ls_waldir']));
    expect(system).toContainEqual(
      expect.objectContaining({ grantee: objects.names.reader, privilege: 'EXECUTE', argument_types: '' }),
    );
  });

  it('are none where nobody has any, which the acl of the table tells from the defaults', async () => {
    expect(await granted({ object_kind: 'table', object_name: 'emptied' })).toEqual([]);
    const tables = await objects.superuser.rows('table');
    const acl = (name: string) =>
      tables.find((row) => row.schema_name !== 'x' && row.table_name === name)?.acl;
    expect(acl('emptied')).toEqual([]);
    expect(acl('changed')).toBeNull();
  });

  it('of members of an extension name it, by the class of the object', async () => {
    const rows = await objects.superuser.rows('privilege');
    const members = rows.filter(({ extension_name }) => extension_name !== null);
    expect(new Set(members.map(({ object_kind }) => object_kind))).toEqual(new Set(['language']));
  });

  it('by default are given for each role, schema and type of object', async () => {
    const { owner, reader } = objects.names;
    const rows = await objects.superuser.rows('default_privilege');
    const find = (type: string) => rows.filter((row) => row.object_type === type);
    const grant = (grantee: string, privilege: string, grantable = false) => ({
      grantor: owner,
      grantee,
      privilege,
      grantable,
    });
    expect(find('sequence')).toEqual([
      {
        role_name: owner,
        schema_name: 'granted',
        object_type: 'sequence',
        acl: [grant('PUBLIC', 'USAGE')],
      },
    ]);
    expect(find('table')).toEqual([
      {
        role_name: owner,
        schema_name: null,
        object_type: 'table',
        acl: expect.arrayContaining([grant(reader, 'SELECT', true), grant(owner, 'SELECT')]),
      },
    ]);
    expect(find('function')).toEqual([
      { role_name: owner, schema_name: null, object_type: 'function', acl: [grant(owner, 'EXECUTE')] },
    ]);
    expect(find('type')).toHaveLength(1);
    expect(find('schema')).toHaveLength(1);
    expect(find('large object')).toHaveLength(major < 18 ? 0 : 1);
  });
});
