import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';
import { type DatabaseReader, readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';
import { createTypes, MISLEADING_OIDS } from '../support/objects/types.js';

const ODD = 'Odd "one"';
const PLAIN = { owner: 'postgres', acl: null, comment: null, extension_name: null };

describe.each(ALL_MAJORS)('types in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let reader: DatabaseReader;

  beforeAll(async () => {
    database = await createDatabase(major, 'types');
    await runSql(database.url, createTypes(major) + MISLEADING_OIDS);
    reader = await readDatabase(database.url);
  });
  afterAll(async () => {
    await reader[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  it('are counted as many as they are read', async () => {
    for (const kind of ['enum_type', 'domain', 'composite_type', 'range_type', 'base_type'] as const) {
      expect([kind, reader.counted(kind)]).toEqual([kind, (await reader.rows(kind)).length]);
    }
  });

  it('are enums with their labels in sort order, whatever they were added in, also when two schemas have the same name', async () => {
    const usage = { grantor: 'postgres', privilege: 'USAGE' };
    expect(await reader.rows('enum_type')).toEqual([
      {
        ...PLAIN,
        schema_name: 'app',
        type_name: 'mood',
        owner: 'pg_monitor',
        labels: ['low', 'middle', 'high'],
        comment: "How it's going",
      },
      {
        ...PLAIN,
        schema_name: ODD,
        type_name: 'mood',
        labels: ["it's", 'say "no"', 'back\\slash', '🙂'],
        acl: [
          { ...usage, grantee: 'postgres', grantable: false },
          { ...usage, grantee: 'pg_monitor', grantable: true },
        ],
      },
    ]);
  });

  it('are domains with their base type, default, collation and constraints', async () => {
    const free = {
      ...PLAIN,
      base_type_schema: 'app',
      is_not_null: false,
      not_null_constraint_name: null,
      not_null_constraint_comment: null,
      default_expression: null,
      collation: null,
      checks: [],
    };
    expect(await reader.rows('domain')).toEqual([
      {
        ...free,
        schema_name: 'app',
        type_name: 'amount',
        base_type: 'numeric(10,2)',
        base_type_schema: 'pg_catalog',
        is_not_null: true,
        not_null_constraint_name: major < 17 ? null : 'needed',
        not_null_constraint_comment: major < 17 ? null : 'Always known',
        default_expression: '1.5',
        checks: [
          check('above', '(VALUE > (0)::numeric)', 'More than nothing'),
          check('b elow', '(VALUE < (1000)::numeric)', null),
          { ...check('odd', '(VALUE <> (13)::numeric)', null, ' NOT VALID'), is_validated: false },
        ],
        comment: 'Money',
      },
      {
        ...free,
        schema_name: 'app',
        type_name: 'code',
        base_type: 'text',
        base_type_schema: 'pg_catalog',
        default_expression: "'a''b'::text",
        collation: '"C"',
      },
      {
        ...free,
        schema_name: ODD,
        type_name: 'code',
        base_type: 'app.code',
        default_expression: "'a''b'::text",
      },
      { ...free, schema_name: 'app', type_name: 'moods', base_type: 'app.mood[]' },
    ]);
  });

  it('are stand-alone composite types without dropped attributes, and no row types of tables', async () => {
    const attribute = { collation: null, comment: null };
    expect(await reader.rows('composite_type')).toEqual([
      {
        ...PLAIN,
        schema_name: 'app',
        type_name: 'address',
        attributes: [
          { ...attribute, name: 'street', type: 'text', collation: '"C"' },
          { ...attribute, name: 'zip "code"', type: 'character varying(10)', comment: 'Five digits' },
          { ...attribute, name: 'moods', type: '"Odd ""one""".mood[]' },
          { ...attribute, name: 'price', type: 'numeric(6,1)' },
        ],
        comment: 'Where',
      },
      { ...PLAIN, schema_name: 'app', type_name: 'nothing', attributes: [] },
    ]);
  });

  it('are ranges with their functions and, from 14, their multirange types', async () => {
    const multirange = (type: string, schema: string, name: string) => ({
      multirange_type: major < 14 ? null : type,
      multirange_type_schema: major < 14 ? null : schema,
      multirange_type_name: major < 14 ? null : name,
    });
    expect(await reader.rows('range_type')).toEqual([
      {
        ...PLAIN,
        schema_name: 'app',
        type_name: 'word_range',
        subtype: 'text',
        subtype_operator_class: 'pg_catalog.text_pattern_ops',
        is_default_operator_class: false,
        collation: '"C"',
        canonical_function: null,
        subtype_diff_function: null,
        ...multirange('app.word_multirange', 'app', 'word_multirange'),
      },
      {
        ...PLAIN,
        schema_name: 'app',
        type_name: 'span',
        subtype: 'integer',
        subtype_operator_class: 'pg_catalog.int4_ops',
        is_default_operator_class: true,
        collation: null,
        canonical_function: 'app.span_canonical',
        subtype_diff_function: 'int4range_subdiff',
        ...multirange('"Odd ""one"""."Many spans"', ODD, 'Many spans'),
        comment: 'From and to',
      },
    ]);
  });

  it('are base types with all their functions, and shell types', async () => {
    expect(await reader.rows('base_type')).toEqual([
      {
        ...NO_FUNCTIONS,
        type_name: 'unfinished',
        is_shell: true,
        internal_length: 4,
        is_passed_by_value: true,
        category: 'P',
      },
      {
        ...NO_FUNCTIONS,
        type_name: 'label',
        input_function: 'app.label_in',
        output_function: 'app.label_out',
        receive_function: 'app.label_recv',
        send_function: 'app.label_send',
        modifier_input_function: 'varchartypmodin',
        modifier_output_function: 'varchartypmodout',
        analyze_function: 'range_typanalyze',
        internal_length: -1,
        storage: 'extended',
        category: 'S',
        is_preferred: true,
        delimiter: ';',
        is_collatable: true,
        default_expression: "'it''s'",
        comment: 'Text by another name',
      },
      {
        ...NO_FUNCTIONS,
        type_name: 'pair',
        input_function: 'app.pair_in',
        output_function: 'app.pair_out',
        subscript_function: major < 14 ? null : 'raw_array_subscript_handler',
        internal_length: 16,
        alignment: 'double',
        element_type: 'double precision',
      },
    ]);
  });
});

const NO_FUNCTIONS = {
  ...PLAIN,
  schema_name: 'app',
  is_shell: false,
  input_function: null,
  output_function: null,
  receive_function: null,
  send_function: null,
  modifier_input_function: null,
  modifier_output_function: null,
  analyze_function: null,
  subscript_function: null,
  is_passed_by_value: false,
  alignment: 'int4',
  storage: 'plain',
  category: 'U',
  is_preferred: false,
  delimiter: ',',
  element_type: null,
  is_collatable: false,
  default_expression: null,
};

function check(name: string, expression: string, comment: string | null, suffix = '') {
  const definition = `CHECK (${expression})${suffix}`;
  return { constraint_name: name, definition, expression, is_validated: true, comment };
}
