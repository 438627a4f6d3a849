import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';
import { type ComparableRow, type DatabaseReader, readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';
import { createRoutines } from '../support/objects/routines.js';
import { createTypes } from '../support/objects/types.js';

const ODD = 'Odd "one"';
const PLAIN = { schema_name: 'app', owner: 'postgres', acl: null, comment: null, extension_name: null };
const FUNCTION = {
  ...PLAIN,
  routine_type: 'function',
  returns_set: false,
  volatility: 'volatile',
  parallel_safety: 'unsafe',
  is_security_definer: false,
  is_leakproof: false,
  is_strict: false,
  cost: 100,
  row_estimate: 0,
  support_function: null,
  configuration: null,
  transform_types: null,
  binary_file: null,
  sql_body: null,
  is_generated: false,
};
const argument = (name: string | null, type: string, mode = 'in', value: string | null = null) => ({
  name,
  mode,
  type,
  default: value,
});
const sideArgument = {
  argument_types: 'numeric',
  identity_arguments: 'side numeric',
  arguments: 'side numeric',
  argument_list: [argument('side', 'numeric')],
};

describe.each(ALL_MAJORS)('routines in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let reader: DatabaseReader;
  let routines: ComparableRow<'routine'>[];
  const named = (...names: string[]) => routines.filter((row) => names.includes(String(row.routine_name)));

  beforeAll(async () => {
    database = await createDatabase(major, 'routines');
    await runSql(database.url, createTypes(major) + createRoutines(major));
    reader = await readDatabase(database.url);
    routines = await reader.rows('routine');
  });
  afterAll(async () => {
    await reader[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  it('are counted as many as they are read', () => {
    expect(reader.counted('routine')).toBe(routines.length);
  });

  it('keep overloads of one name apart, in one schema and in two', () => {
    const area = { ...FUNCTION, routine_name: 'area' };
    expect(named('area')).toEqual([
      {
        ...area,
        ...sideArgument,
        result: 'numeric',
        return_type: 'numeric',
        language: 'sql',
        body: 'SELECT side * side',
        definition: defined('app.area(side numeric)', 'numeric', 'sql', 'SELECT side * side'),
        comment: 'Of a square',
      },
      {
        ...area,
        argument_types: 'numeric, numeric, text',
        identity_arguments: 'width numeric, height numeric, "the unit" text, OUT size numeric, OUT text',
        arguments: `width numeric, height numeric DEFAULT 1.5, "the unit" text DEFAULT 'it''s m'::text, OUT size numeric, OUT text`,
        argument_list: [
          argument('width', 'numeric'),
          argument('height', 'numeric', 'in', '1.5'),
          argument('the unit', 'text', 'in', "'it''s m'::text"),
          argument('size', 'numeric', 'out'),
          argument(null, 'text', 'out'),
        ],
        result: 'record',
        return_type: 'record',
        language: 'sql',
        body: 'SELECT width * height, "the unit"',
        definition: defined(
          `app.area(width numeric, height numeric DEFAULT 1.5, "the unit" text DEFAULT 'it''s m'::text, OUT size numeric, OUT text)`,
          'record',
          'sql',
          'SELECT width * height, "the unit"',
        ),
      },
      {
        ...area,
        argument_types: 'app.address',
        identity_arguments: 'app.address',
        arguments: 'app.address',
        argument_list: [
          argument(null, 'app.address'),
          argument('street', 'text', 'table'),
          argument('moods', '"Odd ""one""".mood[]', 'table'),
        ],
        result: 'TABLE(street text, moods "Odd ""one""".mood[])',
        return_type: 'record',
        returns_set: true,
        row_estimate: 7,
        language: 'plpgsql',
        body: 'BEGIN RETURN; END',
        definition: defined(
          'app.area(app.address)',
          'TABLE(street text, moods "Odd ""one""".mood[])',
          'plpgsql\n ROWS 7',
          'BEGIN RETURN; END',
        ),
      },
      {
        ...area,
        ...sideArgument,
        schema_name: ODD,
        result: 'numeric',
        return_type: 'numeric',
        language: 'sql',
        body: 'SELECT 1.0',
        definition: defined('"Odd ""one""".area(side numeric)', 'numeric', 'sql', 'SELECT 1.0'),
      },
    ]);
  });

  it('have every property of CREATE FUNCTION, and odd names and bodies byte for byte', () => {
    const body = `\nBEGIN\n  -- $function$ 'quote' back\\slash 🙂\n  RETURN NEXT "all"[1];\nEND`;
    expect(named("it's $$")).toEqual([
      {
        ...FUNCTION,
        schema_name: ODD,
        routine_name: "it's $$",
        owner: 'pg_monitor',
        argument_types: 'text[]',
        identity_arguments: 'VARIADIC "all" text[]',
        arguments: 'VARIADIC "all" text[]',
        argument_list: [argument('all', 'text[]', 'variadic')],
        result: 'SETOF text',
        return_type: 'text',
        returns_set: true,
        language: 'plpgsql',
        volatility: 'immutable',
        parallel_safety: 'restricted',
        is_security_definer: true,
        is_leakproof: true,
        is_strict: true,
        cost: 0.1,
        row_estimate: 12.5,
        configuration: [
          { name: 'search_path', value: 'app, "Odd ""one"""' },
          { name: 'work_mem', value: '1MB' },
        ],
        body,
        definition:
          `CREATE OR REPLACE FUNCTION "Odd ""one"""."it's $$"(VARIADIC "all" text[])\n RETURNS SETOF text\n LANGUAGE plpgsql\n` +
          ' IMMUTABLE PARALLEL RESTRICTED STRICT SECURITY DEFINER LEAKPROOF COST 0.1 ROWS 12.5\n' +
          ` SET search_path TO 'app', 'Odd "one"'\n SET work_mem TO '1MB'\nAS $functionx$${body}$functionx$\n`,
        acl: [{ grantor: 'pg_monitor', grantee: 'pg_monitor', privilege: 'EXECUTE', grantable: false }],
      },
    ]);
  });

  it('are internal functions, C functions, window functions and procedures as well', () => {
    expect(named('numbers', 'call_handler', 'row_index')).toMatchObject([
      { language: 'internal', binary_file: null, support_function: 'generate_series_int4_support' },
      {
        language: 'c',
        body: 'plpgsql_call_handler',
        binary_file: '$libdir/plpgsql',
        result: 'language_handler',
      },
      {
        language: 'internal',
        body: 'window_row_number',
        routine_type: 'window',
        argument_types: '',
        argument_list: [],
      },
    ]);
    expect(named('count_up')).toEqual([
      {
        ...FUNCTION,
        routine_name: 'count_up',
        routine_type: 'procedure',
        argument_types: 'integer',
        identity_arguments: 'INOUT n integer',
        arguments: 'INOUT n integer DEFAULT 0',
        argument_list: [argument('n', 'integer', 'inout', '0')],
        result: null,
        return_type: 'record',
        language: 'plpgsql',
        body: 'BEGIN n := n + 1; END',
        definition:
          'CREATE OR REPLACE PROCEDURE app.count_up(INOUT n integer DEFAULT 0)\n LANGUAGE plpgsql\n' +
          'AS $procedure$BEGIN n := n + 1; END$procedure$\n',
        comment: 'One more',
      },
    ]);
  });

  it('have a body of standard SQL, with everything it names qualified, from 14', () => {
    const bodies = named('twice', 'homes', 'put').map(({ routine_name, argument_list, body, sql_body }) => ({
      ...{ routine_name, argument_list, body, sql_body },
    }));
    const from14 = [
      {
        routine_name: 'twice',
        argument_list: [argument('n', 'integer')],
        body: '',
        sql_body: 'RETURN (n * 2)',
      },
      {
        routine_name: 'homes',
        argument_list: [],
        body: '',
        sql_body: expect.stringMatching(
          /^BEGIN ATOMIC\n SELECT \(p\.home\)\.street.*\n +FROM app\.place p;\nEND$/,
        ),
      },
      {
        routine_name: 'put',
        argument_list: [argument('n', 'integer'), argument('doubled', 'integer', 'out')],
        body: 'SELECT n * 2',
        sql_body: null,
      },
    ];
    expect(bodies).toEqual(major < 14 ? [] : from14);
  });

  it('say which of them came with a range type', () => {
    const generated = routines.filter((row) => row.is_generated === true);
    const names = new Set(generated.map(({ routine_name }) => routine_name));
    const multiranges = major < 14 ? [] : ['word_multirange', 'Many spans'];
    expect([...names].sort()).toEqual(['word_range', 'span', ...multiranges].sort());
    expect(generated).toHaveLength(major < 14 ? 4 : 10);
  });
});

function defined(signature: string, result: string, language: string, body: string): string {
  return `CREATE OR REPLACE FUNCTION ${signature}\n RETURNS ${result}\n LANGUAGE ${language}\nAS $function$${body}$function$\n`;
}
