import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS } from '../support/engines.js';
import { type ClusterAndRules, openClusterAndRules } from '../support/objects/cluster-and-rules.js';

const TWO = 'Shop "two"';
const FUNCTION = 'shop."on ""change"" WHEN ("';
/** A trigger that has nothing special. */
const PLAIN = {
  update_columns: null,
  has_condition: false,
  condition: null,
  function: FUNCTION,
  arguments: [],
  enabled: 'origin',
  old_transition_table: null,
  new_transition_table: null,
  is_constraint: false,
  is_deferrable: false,
  is_initially_deferred: false,
  from_schema: null,
  from_table: null,
  parent_schema: null,
  parent_table: null,
  parent_trigger: null,
  depends_on_extensions: null,
  comment: null,
};

describe.each(ALL_MAJORS)('Triggers, rules, policies and extended statistics of PostgreSQL %i', (major) => {
  let objects: ClusterAndRules;
  beforeAll(async () => {
    objects = await openClusterAndRules(major);
  }, 60_000);
  afterAll(async () => {
    await objects[Symbol.asyncDispose]();
  });
  const trigger = async (table: string, name: string) =>
    (await objects.superuser.rows('trigger')).find(
      (row) => row.table_name === table && row.trigger_name === name,
    );

  it('keep names, arguments and conditions that look like the words around them', async () => {
    const table = 't "x" FOR EACH ROW WHEN (';
    expect(await trigger(table, 'first "one" WHEN (')).toEqual({
      ...PLAIN,
      schema_name: 'shop',
      table_name: table,
      trigger_name: 'first "one" WHEN (',
      timing: 'before',
      events: ['insert', 'update'],
      level: 'row',
      update_columns: ['WHEN (d', 'a'],
      has_condition: true,
      condition: `((new."b c" <> ') EXECUTE FUNCTION "'::text) AND (new.a > 1))`,
      arguments: ['one', '', "tab\t \\ 'quote' ü😀", ') EXECUTE FUNCTION '],
      enabled: 'replica',
      definition: [
        'CREATE TRIGGER "first ""one"" WHEN (" BEFORE INSERT OR UPDATE OF "WHEN (d", a',
        `ON shop."t ""x"" FOR EACH ROW WHEN (" FOR EACH ROW WHEN (((new."b c" <> ') EXECUTE FUNCTION "'::text) AND (new.a > 1)))`,
        `EXECUTE FUNCTION ${FUNCTION}('one', '', 'tab\t \\ ''quote'' ü😀', ') EXECUTE FUNCTION ')`,
      ].join(' '),
    });
  });

  it('say when, for what and how a trigger fires', async () => {
    const changed = { ...PLAIN, schema_name: TWO, table_name: 'changed', definition: expect.any(String) };
    expect(await trigger('changed', 'first')).toEqual({
      ...changed,
      trigger_name: 'first',
      timing: 'after',
      events: ['delete', 'update', 'truncate'],
      level: 'statement',
      enabled: 'disabled',
      comment: 'After',
    });
    expect(await trigger('changed', 'tables')).toEqual({
      ...changed,
      trigger_name: 'tables',
      timing: 'after',
      events: ['update'],
      level: 'statement',
      enabled: 'always',
      old_transition_table: 'old "ones"',
      new_transition_table: 'newer',
      depends_on_extensions: ['hstore'],
    });
    expect(await trigger('changed', 'late')).toEqual({
      ...changed,
      trigger_name: 'late',
      timing: 'after',
      events: ['insert'],
      level: 'row',
      is_constraint: true,
      is_deferrable: true,
      is_initially_deferred: true,
      from_schema: 'shop',
      from_table: 'orders',
    });
    expect(await trigger('seen', 'instead')).toMatchObject({ timing: 'instead of', level: 'row' });
  });

  it("show a partition's copy of a trigger with its parent, and none of the server's own triggers", async () => {
    expect(await trigger('parts', 'down')).toMatchObject({ parent_trigger: null, enabled: 'origin' });
    expect(await trigger('parts_1', 'down')).toMatchObject({
      parent_schema: 'shop',
      parent_table: 'parts',
      parent_trigger: 'down',
      enabled: 'disabled',
    });
    // The foreign key and the deferrable unique constraint of `referring` are triggers of the server's own.
    expect(await objects.superuser.rows('trigger')).toHaveLength(7);
  });

  it('give rules with their event and definition, the rule of a view left out', async () => {
    expect(await objects.superuser.rows('rule')).toEqual([
      {
        schema_name: 'shop',
        table_name: 'numbers',
        rule_name: '_RETURN',
        event: 'insert',
        is_instead: false,
        has_condition: false,
        enabled: 'origin',
        definition: 'CREATE RULE "_RETURN" AS\n    ON INSERT TO shop.numbers DO NOTHING;',
        comment: null,
      },
      {
        schema_name: TWO,
        table_name: 'changed',
        rule_name: 'no "more"',
        event: 'delete',
        is_instead: true,
        has_condition: true,
        enabled: 'disabled',
        definition:
          'CREATE RULE "no ""more""" AS\n    ON DELETE TO "Shop ""two""".changed\n   WHERE (old.a > 1) DO INSTEAD NOTHING;',
        comment: null,
      },
      {
        schema_name: 'shop',
        table_name: 'seen',
        rule_name: 'also',
        event: 'update',
        is_instead: false,
        has_condition: false,
        enabled: 'origin',
        definition:
          'CREATE RULE also AS\n    ON UPDATE TO shop.seen DO  INSERT INTO shop.numbers (id)\n  VALUES (new.a);',
        comment: 'Also',
      },
    ]);
  });

  it('give policies with roles and both conditions, of one name on two tables', async () => {
    const { owner, publicRole } = objects.names;
    const none = { has_using: false, using_expression: null, has_check: false, check_expression: null };
    expect(await objects.superuser.rows('policy')).toEqual([
      {
        ...none,
        schema_name: 'shop',
        table_name: 'orders',
        policy_name: 'open',
        is_permissive: true,
        command: 'all',
        roles: ['public'],
        has_using: true,
        using_expression: 'true',
        comment: 'All',
      },
      {
        ...none,
        schema_name: 'shop',
        table_name: 'orders',
        policy_name: 'by "a"',
        is_permissive: true,
        command: 'insert',
        roles: ['postgres'],
        has_check: true,
        check_expression: "(note = 'x''y'::text)",
        comment: null,
      },
      {
        schema_name: TWO,
        table_name: 'changed',
        policy_name: 'by "a"',
        is_permissive: false,
        command: 'update',
        roles: expect.arrayContaining([publicRole, owner]),
        has_using: true,
        using_expression: '(a > 1)',
        has_check: true,
        check_expression: '(a IN ( SELECT numbers.id\n   FROM shop.numbers))',
        comment: null,
      },
    ]);
  });

  it('give statistics objects with kinds, columns, expressions and target', async () => {
    const of = { owner: 'postgres', table_schema: 'shop', table_name: 'orders', extension_name: null };
    const rows = await objects.superuser.rows('extended_statistics');
    expect(rows.slice(0, 2)).toEqual([
      {
        ...of,
        schema_name: 'shop',
        statistics_name: 'stats "one"',
        statistics_kinds: ['ndistinct', 'dependencies'],
        columns: ['id', 'total'],
        expressions: null,
        statistics_target: null,
        definition:
          'CREATE STATISTICS shop."stats ""one""" (ndistinct, dependencies) ON id, total FROM shop.orders',
        comment: null,
      },
      {
        ...of,
        schema_name: TWO,
        statistics_name: 'stats',
        statistics_kinds: ['ndistinct', 'dependencies', 'mcv'],
        columns: ['id', 'total'],
        expressions: null,
        statistics_target: 77,
        definition: 'CREATE STATISTICS "Shop ""two""".stats ON id, total FROM shop.orders',
        comment: 'In the other schema',
      },
    ]);
    const withExpressions = rows
      .slice(2)
      .map((row) => [row.statistics_name, row.statistics_kinds, row.columns, row.expressions]);
    const expected = [
      ['computed', ['mcv'], ['id'], ['lower(note)', '(total * (2)::numeric)']],
      ['single', [], [], ['(total + (1)::numeric)']],
    ];
    expect(withExpressions).toEqual(major < 14 ? [] : expected);
  });
});
