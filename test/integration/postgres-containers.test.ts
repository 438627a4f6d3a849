import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS } from '../support/engines.js';
import { type ClusterAndRules, openClusterAndRules } from '../support/objects/cluster-and-rules.js';

const TWO = 'Shop "two"';

describe.each(ALL_MAJORS)('Containers of PostgreSQL %i', (major) => {
  let objects: ClusterAndRules;
  beforeAll(async () => {
    objects = await openClusterAndRules(major);
  }, 60_000);
  afterAll(async () => {
    await objects[Symbol.asyncDispose]();
  });

  it('give roles with their attributes and settings, and neither passwords nor predefined roles', async () => {
    const { owner, reader, publicRole } = objects.names;
    const rows = await objects.superuser.rows('role');
    const plain = {
      is_superuser: false,
      inherits: true,
      can_create_roles: false,
      can_create_databases: false,
      can_login: false,
      can_replicate: false,
      bypasses_row_security: false,
      connection_limit: -1,
      valid_until: null,
      configuration: null,
      comment: null,
    };
    expect(
      rows.filter(({ role_name }) => Object.values(objects.names).includes(role_name as string)),
    ).toEqual([
      {
        ...plain,
        role_name: owner,
        inherits: false,
        can_create_databases: true,
        connection_limit: 7,
        valid_until: '2031-02-03T02:05:06.789000Z',
        configuration: { search_path: 'shop, "$user"', 'app.api_token': '***' },
        comment: 'Owns\nall',
      },
      { ...plain, role_name: reader, can_login: true, valid_until: 'infinity' },
      { ...plain, role_name: publicRole },
    ]);
    expect(rows.filter(({ role_name }) => String(role_name).startsWith('pg_'))).toEqual([]);
  });

  it('give memberships with their grantor and options', async () => {
    const { owner, publicRole } = objects.names;
    const rows = await objects.superuser.rows('role_membership');
    const options = (inherit: boolean, set: boolean) =>
      major < 16 ? { inherit_option: null, set_option: null } : { inherit_option: inherit, set_option: set };
    expect(rows.filter(({ member_name }) => member_name === owner || member_name === publicRole)).toEqual([
      {
        role_name: 'pg_monitor',
        member_name: owner,
        grantor: 'postgres',
        admin_option: false,
        ...options(false, true),
      },
      {
        role_name: owner,
        member_name: publicRole,
        grantor: 'postgres',
        admin_option: true,
        ...options(true, true),
      },
    ]);
  });

  it('give settings of the server that are not the default, and those of databases and roles', async () => {
    const { owner } = objects.names;
    const rows = await objects.superuser.rows('server_setting');
    const assigned = rows.filter(
      (row) => row.setting_scope !== 'server' && (row.role_name ?? owner) === owner,
    );
    expect(assigned.map((row) => [row.setting_scope, row.role_name, row.setting_name, row.value])).toEqual([
      ['database', null, 'work_mem', '8MB'],
      ['role', owner, 'app.api_token', '***'],
      ['role', owner, 'search_path', 'shop, "$user"'],
      ['role in database', owner, 'app.url', '***'],
    ]);
    const setting = (name: string) =>
      rows.find((row) => row.setting_scope === 'server' && row.setting_name === name);
    expect(setting('fsync')).toEqual({
      setting_scope: 'server',
      role_name: null,
      setting_name: 'fsync',
      value: 'off',
      unit: null,
      source: 'command line',
      is_pending_restart: false,
    });
    expect(setting('wal_segment_size')).toMatchObject({ unit: 'B', value: '16777216' });
    expect(setting('default_text_search_config')).toMatchObject({ source: 'configuration file' });
    expect(setting('max_index_keys')?.value).toBe('32');
    expect(setting('enable_seqscan')).toBeUndefined();
    // What the reading session has set for itself is none of the server's.
    expect(setting('lock_timeout')).toBeUndefined();
    expect(setting('TimeZone')).toMatchObject({ value: 'UTC' });
    expect(setting('application_name')).toBeUndefined();
  });

  it('give tablespaces with location, options and privileges', async () => {
    const { owner, reader, tablespace } = objects.names;
    const create = { grantor: owner, privilege: 'CREATE', grantable: false };
    const rows = await objects.superuser.rows('tablespace');
    expect(rows.filter(({ tablespace_name }) => tablespace_name === tablespace)).toEqual([
      {
        tablespace_name: tablespace,
        owner,
        location: expect.stringMatching(/^pg_tblspc\/\d+$/),
        options: { random_page_cost: '1.1' },
        acl: [
          { ...create, grantee: owner },
          { ...create, grantee: reader },
        ],
        comment: 'Fast',
      },
    ]);
    expect(rows.map(({ tablespace_name }) => tablespace_name)).not.toContain('pg_default');
  });

  it('give extensions with their version, members and configuration tables', async () => {
    const rows = await objects.superuser.rows('extension');
    expect(rows.map(({ extension_name }) => extension_name)).toEqual(['hstore', 'postgres_fdw']);
    expect(rows[0]).toEqual({
      extension_name: 'hstore',
      owner: 'postgres',
      version: expect.stringMatching(/^1\.\d$/),
      extension_schema: 'shop',
      is_relocatable: true,
      member_counts: expect.objectContaining({ pg_cast: 3, pg_operator: expect.any(Number) }),
      configuration_tables: [
        { schema_name: TWO, table_name: 'numbers', condition: 'WHERE id > 5' },
        { schema_name: 'shop', table_name: 'numbers', condition: '' },
      ],
      comment: 'Pairs',
    });
  });

  it('give event triggers with their tags in order and their state', async () => {
    const common = { owner: 'postgres', function: '"Shop ""two""".on_ddl', extension_name: null };
    expect(await objects.superuser.rows('event_trigger')).toEqual([
      {
        ...common,
        event_trigger_name: 'every "thing"',
        event: 'ddl_command_end',
        tags: null,
        enabled: 'origin',
        comment: null,
      },
      {
        ...common,
        event_trigger_name: 'chosen',
        event: 'ddl_command_start',
        tags: ['DROP TABLE', 'CREATE TABLE'],
        enabled: 'disabled',
        comment: 'Two tags',
      },
    ]);
  });

  it('give foreign-data wrappers with their functions, extension and redacted options', async () => {
    const usage = { grantor: 'postgres', privilege: 'USAGE' };
    const plain = {
      owner: 'postgres',
      handler: null,
      validator: null,
      options: null,
      acl: null,
      comment: null,
    };
    expect(await objects.superuser.rows('foreign_data_wrapper')).toEqual([
      {
        ...plain,
        wrapper_name: 'postgres_fdw',
        handler: 'shop.postgres_fdw_handler',
        validator: 'shop.postgres_fdw_validator',
        extension_name: 'postgres_fdw',
      },
      {
        ...plain,
        wrapper_name: 'wrap "it"',
        validator: 'pg_catalog.postgresql_fdw_validator',
        extension_name: null,
      },
      {
        ...plain,
        wrapper_name: 'bare',
        options: { debug: 'a=b', password: '***', location: '***' },
        acl: [
          { ...usage, grantee: 'postgres', grantable: false },
          { ...usage, grantee: objects.names.reader, grantable: true },
        ],
        comment: 'No validator',
        extension_name: null,
      },
    ]);
  });

  it('give foreign servers and user mappings, secrets redacted, of everybody and of a role called PUBLIC', async () => {
    const { reader, publicRole } = objects.names;
    const usage = { grantor: 'postgres', privilege: 'USAGE', grantable: false };
    expect(await objects.superuser.rows('foreign_server')).toEqual([
      {
        server_name: 'far "away"',
        owner: 'postgres',
        wrapper_name: 'wrap "it"',
        server_type: "t'1",
        server_version: 'v 2',
        options: { dbname: 'd=1', host: '' },
        acl: null,
        comment: null,
        extension_name: null,
      },
      {
        server_name: 'near',
        owner: 'postgres',
        wrapper_name: 'bare',
        server_type: null,
        server_version: null,
        options: null,
        acl: [
          { ...usage, grantee: 'postgres' },
          { ...usage, grantee: reader },
        ],
        comment: 'Here',
        extension_name: null,
      },
    ]);
    const mapping = { server_name: 'near', options_readable: true, extension_name: null };
    expect(await objects.superuser.rows('user_mapping')).toEqual([
      { ...mapping, user_name: 'public', options: { user: 'all', password: '***' } },
      { ...mapping, user_name: publicRole, options: { user: 'one', api_key: '***' } },
      { ...mapping, user_name: reader, options: { user: 'me' } },
    ]);
  });
});
