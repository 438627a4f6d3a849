import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS } from '../support/engines.js';
import { type ClusterAndRules, openClusterAndRules } from '../support/objects/cluster-and-rules.js';

const TWO = 'Shop "two"';

describe.each(ALL_MAJORS)('Logical replication of PostgreSQL %i', (major) => {
  let objects: ClusterAndRules;
  beforeAll(async () => {
    objects = await openClusterAndRules(major);
  }, 60_000);
  afterAll(async () => {
    await objects[Symbol.asyncDispose]();
  });

  it('gives publications with what they publish', async () => {
    const plain = {
      owner: 'postgres',
      is_for_all_tables: false,
      publishes_insert: true,
      publishes_update: true,
      publishes_delete: true,
      publishes_truncate: true,
      publishes_via_partition_root: false,
      publishes_generated_columns: major < 18 ? null : 'none',
      comment: null,
    };
    const whole = { ...plain, publication_name: 'whole' };
    const generated = {
      ...plain,
      publication_name: 'generated',
      is_for_all_tables: true,
      publishes_generated_columns: 'stored',
    };
    expect(await objects.superuser.rows('publication')).toEqual([
      {
        ...plain,
        publication_name: 'all "of it"',
        is_for_all_tables: true,
        publishes_update: false,
        publishes_delete: false,
        comment: 'Nearly',
      },
      { ...plain, publication_name: 'chosen', publishes_via_partition_root: true },
      { ...plain, publication_name: 'nothing' },
      ...(major < 15 ? [] : [whole]),
      ...(major < 18 ? [] : [generated]),
    ]);
  });

  it('gives the tables that publications name with columns and row filter, of one name in two schemas', async () => {
    const every = { publication_name: 'chosen', columns: null, has_row_filter: false, row_filter: null };
    const some = { columns: ['id', 'total'], has_row_filter: true, row_filter: '(id > 5)' };
    expect(await objects.superuser.rows('publication_table')).toEqual([
      { ...every, schema_name: TWO, table_name: 'orders' },
      { ...every, schema_name: 'shop', table_name: 'parts' },
      { ...every, schema_name: 'shop', table_name: 'orders', ...(major < 15 ? {} : some) },
    ]);
  });

  it('gives the schemas that publications name, where the version has them', async () => {
    const rows = await objects.superuser.rows('publication_schema');
    const expected = [
      { publication_name: 'whole', schema_name: TWO },
      { publication_name: 'whole', schema_name: 'shop' },
    ];
    expect(rows).toEqual(major < 15 ? [] : expected);
  });

  it('gives subscriptions with what their version has, to roles that may not read pg_subscription as well', async () => {
    const from = <T>(since: number, value: T) => (major < since ? null : value);
    const expected = [
      {
        subscription_name: 'from "far"',
        owner: 'postgres',
        is_enabled: false,
        publications: ['chosen', 'all "of it"'],
        slot_name: 'its_slot',
        synchronous_commit: from(14, 'local'),
        is_binary: from(14, true),
        streaming: from(14, 'on'),
        two_phase: from(15, 'pending'),
        disables_on_error: from(15, true),
        password_required: from(16, false),
        runs_as_owner: from(16, true),
        origin: from(16, 'none'),
        has_failover: from(17, true),
        comment: 'Not connected',
      },
    ];
    expect(await objects.superuser.rows('subscription')).toEqual(expected);
    expect(await objects.limited.rows('subscription')).toEqual(expected);
  });
});
