import { describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';
import { createRoutines } from '../support/objects/routines.js';
import { createTypes } from '../support/objects/types.js';

const AGGREGATE = {
  schema_name: 'app',
  owner: 'postgres',
  acl: null,
  comment: null,
  extension_name: null,
  aggregate_type: 'normal',
  direct_argument_count: 0,
  transition_space: 0,
  initial_value: null,
  final_function: null,
  has_final_extra: false,
  final_modify: 'read_only',
  combine_function: null,
  serial_function: null,
  deserial_function: null,
  moving_transition_function: null,
  moving_inverse_function: null,
  moving_transition_type: null,
  moving_transition_space: 0,
  moving_initial_value: null,
  moving_final_function: null,
  has_moving_final_extra: false,
  moving_final_modify: 'read_only',
  sort_operator: null,
  parallel_safety: 'unsafe',
};

const argument = (name: string | null, type: string, mode = 'in') => ({ name, mode, type, default: null });

describe.each(ALL_MAJORS)('aggregates in PostgreSQL %i', (major) => {
  it('have everything of CREATE AGGREGATE, and are counted as many as they are read', async () => {
    await using database = await createDatabase(major, 'aggregates');
    await runSql(database.url, createTypes(major) + createRoutines(major));
    await using reader = await readDatabase(database.url);
    const aggregates = await reader.rows('aggregate');
    expect(reader.counted('aggregate')).toBe(aggregates.length);
    const granted = { grantor: 'postgres', privilege: 'EXECUTE', grantable: false };
    expect(aggregates).toEqual([
      {
        ...AGGREGATE,
        aggregate_name: 'total',
        argument_types: 'integer',
        identity_arguments: 'amount integer',
        arguments: 'amount integer',
        argument_list: [argument('amount', 'integer')],
        result: 'integer',
        transition_function: 'int4pl',
        transition_type: 'integer',
        initial_value: '0',
        combine_function: 'int4pl',
        moving_transition_function: 'int4pl',
        moving_inverse_function: 'int4mi',
        moving_transition_type: 'integer',
        moving_transition_space: 8,
        moving_initial_value: '1',
        sort_operator: 'OPERATOR(pg_catalog.>)',
        parallel_safety: 'safe',
        acl: ['PUBLIC', 'postgres', 'pg_monitor'].map((grantee) => ({ ...granted, grantee })),
        comment: 'All of it',
      },
      {
        ...AGGREGATE,
        aggregate_name: 'average',
        argument_types: 'numeric',
        identity_arguments: 'numeric',
        arguments: 'numeric',
        argument_list: [argument(null, 'numeric')],
        result: 'numeric',
        transition_function: 'numeric_avg_accum',
        transition_type: 'internal',
        transition_space: 128,
        final_function: 'numeric_avg',
        final_modify: 'read_write',
        combine_function: 'numeric_avg_combine',
        serial_function: 'numeric_avg_serialize',
        deserial_function: 'numeric_avg_deserialize',
        moving_transition_function: 'numeric_avg_accum',
        moving_inverse_function: 'numeric_accum_inv',
        moving_transition_type: 'internal',
        moving_final_function: 'numeric_avg',
        moving_final_modify: 'shareable',
      },
      {
        ...AGGREGATE,
        aggregate_name: 'percentile',
        aggregate_type: 'ordered set',
        argument_types: 'double precision, anyelement',
        identity_arguments: 'double precision ORDER BY anyelement',
        arguments: 'double precision ORDER BY anyelement',
        argument_list: [argument(null, 'double precision'), argument(null, 'anyelement')],
        result: 'anyelement',
        direct_argument_count: 1,
        transition_function: 'ordered_set_transition',
        transition_type: 'internal',
        final_function: 'percentile_disc_final',
        has_final_extra: true,
        final_modify: 'shareable',
        moving_final_modify: 'read_write',
      },
      {
        ...AGGREGATE,
        aggregate_name: 'ranking',
        aggregate_type: 'hypothetical set',
        argument_types: '"any"',
        identity_arguments: 'VARIADIC "any" ORDER BY VARIADIC "any"',
        arguments: 'VARIADIC "any" ORDER BY VARIADIC "any"',
        argument_list: [argument(null, '"any"', 'variadic')],
        result: 'bigint',
        direct_argument_count: 1,
        transition_function: 'ordered_set_transition_multi',
        transition_type: 'internal',
        final_function: 'rank_final',
        has_final_extra: true,
        final_modify: 'read_write',
        moving_final_modify: 'read_write',
      },
      {
        ...AGGREGATE,
        schema_name: 'Odd "one"',
        aggregate_name: 'total',
        argument_types: '',
        identity_arguments: '',
        arguments: '',
        argument_list: [],
        result: 'bigint',
        transition_function: 'int8inc',
        transition_type: 'bigint',
        initial_value: '0',
      },
    ]);
  });
});
