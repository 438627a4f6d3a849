import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';
import { type DatabaseReader, readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';
import { createOperators } from '../support/objects/operators.js';
import { createTypes } from '../support/objects/types.js';

const MEMBER = { comment: null, extension_name: null };
const PLAIN = { ...MEMBER, schema_name: 'app', owner: 'postgres' };
const OPERATOR = {
  ...PLAIN,
  left_type: 'integer',
  right_type: 'integer',
  result_type: 'boolean',
  function: 'app.near',
  commutator: null,
  negator: null,
  restriction_function: null,
  join_function: null,
  can_hash: false,
  can_merge: false,
};
const operatorOf = (strategy: number, name: string, left: string, right: string) => ({
  strategy,
  operator: `${name}(${left},${right})`,
  left_type: left,
  right_type: right,
  purpose: 'search',
  sort_family: null as string | null,
});
const functionOf = (number: number, name: string, left: string, right: string) => ({
  support_number: number,
  function: name,
  left_type: left,
  right_type: right,
});

describe.each(ALL_MAJORS)('operators in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let reader: DatabaseReader;

  beforeAll(async () => {
    database = await createDatabase(major, 'operators');
    await runSql(database.url, createTypes(major) + createOperators(major));
    reader = await readDatabase(database.url);
  });
  afterAll(async () => {
    await reader[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  it('are counted as many as they are read, and so are their classes and families, casts and access methods', async () => {
    for (const kind of ['operator', 'operator_class', 'operator_family', 'cast', 'access_method'] as const) {
      expect([kind, reader.counted(kind)]).toEqual([kind, (await reader.rows(kind)).length]);
    }
  });

  it('have operands, functions and properties; one that is only named as a negator has none yet', async () => {
    const postfix = {
      ...OPERATOR,
      operator_name: '#@',
      right_type: 'NONE',
      result_type: 'integer',
      function: 'app.opposite',
    };
    const operators = await reader.rows('operator');
    expect(byName(operators, 'operator_name')).toEqual([
      { ...OPERATOR, operator_name: '!~=', result_type: null, function: null, negator: 'OPERATOR(app.=~=)' },
      ...(major < 14 ? [postfix] : []),
      {
        ...OPERATOR,
        operator_name: '=~=',
        commutator: 'OPERATOR(app.=~=)',
        negator: 'OPERATOR(app.!~=)',
        restriction_function: 'eqsel',
        join_function: 'eqjoinsel',
        can_hash: true,
        can_merge: true,
        comment: 'Nearly equal',
      },
      { ...OPERATOR, schema_name: 'Odd "one"', operator_name: '=~=' },
      {
        ...OPERATOR,
        operator_name: '@#',
        owner: 'pg_monitor',
        left_type: 'NONE',
        result_type: 'integer',
        function: 'app.opposite',
      },
    ]);
  });

  it('belong to classes or, loosely, to families, and so do support functions', async () => {
    // Since 14 an optional member of a class belongs loosely to its family, as the access method decides.
    const sortSupport = functionOf(2, 'btint4sortsupport(internal)', 'integer', 'integer');
    const distance = {
      ...operatorOf(15, '<->', 'point', 'point'),
      purpose: 'order',
      sort_family: 'pg_catalog.float_ops',
    };
    expect(await reader.rows('operator_class')).toEqual([
      {
        ...PLAIN,
        operator_class_name: 'int_ops',
        access_method: 'btree',
        family_schema: 'app',
        family_name: 'number_ops',
        input_type: 'integer',
        storage_type: null,
        is_default: false,
        operators: ['<', '<=', '=', '>=', '>'].map((name, index) =>
          operatorOf(index + 1, name, 'integer', 'integer'),
        ),
        functions: [
          functionOf(1, 'btint4cmp(integer,integer)', 'integer', 'integer'),
          ...(major < 14 ? [sortSupport] : []),
        ],
        comment: 'Whole numbers',
      },
      {
        ...PLAIN,
        operator_class_name: 'int_ops',
        access_method: 'gist',
        owner: 'pg_monitor',
        family_schema: 'app',
        family_name: 'int_ops',
        input_type: 'app.pair',
        storage_type: 'box',
        is_default: true,
        operators: major < 14 ? [distance] : [],
        functions: [
          functionOf(
            1,
            'gist_point_consistent(internal,point,smallint,oid,internal)',
            'app.pair',
            'app.pair',
          ),
        ],
      },
    ]);
    expect(await reader.rows('operator_family')).toEqual([
      {
        ...PLAIN,
        operator_family_name: 'number_ops',
        access_method: 'btree',
        operators: [operatorOf(1, '<', 'integer', 'bigint'), operatorOf(3, '=', 'integer', 'bigint')],
        functions: [
          functionOf(1, 'btint48cmp(integer,bigint)', 'integer', 'bigint'),
          ...(major < 14 ? [] : [sortSupport]),
        ],
        comment: 'Numbers',
      },
      {
        ...PLAIN,
        operator_family_name: 'int_ops',
        access_method: 'gist',
        operators: major < 14 ? [] : [distance],
        functions: [],
      },
    ]);
  });

  it('stand beside casts of each method and context, those of ranges marked', async () => {
    const generated = [
      ['app.word_range', 'app.word_multirange', 'app.word_multirange(app.word_range)'],
      ['app.span', '"Odd ""one"""."Many spans"', 'app."Many spans"(app.span)'],
    ].map(([source_type, target_type, name]) => ({
      ...MEMBER,
      source_type,
      target_type,
      method: 'function',
      function: name,
      context: 'explicit',
      is_generated: true,
    }));
    const made = { ...MEMBER, function: null, is_generated: false };
    expect(await reader.rows('cast')).toEqual([
      ...(major < 14 ? [] : generated),
      {
        ...made,
        source_type: 'app.mood',
        target_type: 'integer',
        method: 'function',
        function: 'app.mood_rank(app.mood)',
        context: 'implicit',
        comment: 'Its rank',
      },
      { ...made, source_type: 'app.label', target_type: 'text', method: 'binary', context: 'assignment' },
      {
        ...made,
        source_type: '"Odd ""one""".mood',
        target_type: 'app.mood',
        method: 'inout',
        context: 'explicit',
      },
    ]);
  });

  it('stand beside access methods of indexes and of tables', async () => {
    expect(await reader.rows('access_method')).toEqual([
      {
        ...MEMBER,
        access_method_name: 'B tree',
        access_method_type: 'index',
        handler_function: 'bthandler',
        comment: 'Another one',
      },
      {
        ...MEMBER,
        access_method_name: 'pile',
        access_method_type: 'table',
        handler_function: 'heap_tableam_handler',
      },
    ]);
  });
});

/** The rows by a column, then by schema, since a negator is made with the operator that names it. */
function byName<R extends { schema_name: unknown }>(rows: readonly R[], column: keyof R): R[] {
  const key = (row: R) => `${String(row[column])} ${row.schema_name === 'app' ? 0 : 1}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
