import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, ordinary, schemaId } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { literal, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { definitionList } from './types.js';

/** Functions and procedures; those that a range type brings with it are not made again. */
export function routineObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('routine').flatMap((routine) => {
    const { schema_name, routine_name, argument_types, identity_arguments, definition, oid } = routine;
    if (definition === null || routine.is_generated) return [];
    const type = routine.routine_type === 'procedure' ? 'PROCEDURE' : 'FUNCTION';
    const id = objectId('routine', schema_name, `${routine_name}(${argument_types})`);
    const { owner, comment, acl } = routine;
    return ordinary(
      {
        ...{ id, phase: 'routine', oid, type, owner, comment, acl, target: type },
        name: `${qualified(schema_name, routine_name)}(${identity_arguments})`,
        create: [definition.trimEnd()],
        needs: [schemaId(schema_name), objectId('language', null, routine.language), ...rows.needsOf(id)],
        extensions: rows.extensionsOf(id),
      },
      options,
    );
  });
}

export function aggregateObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('aggregate').flatMap((aggregate) => {
    const { schema_name, aggregate_name, argument_types, identity_arguments, owner, comment, acl, oid } =
      aggregate;
    const id = objectId('aggregate', schema_name, `${aggregate_name}(${argument_types})`);
    const name = qualified(schema_name, aggregate_name);
    const signature = `${name}(${identity_arguments === '' ? '*' : identity_arguments})`;
    return ordinary(
      {
        ...{ id, phase: 'operator', oid, type: 'AGGREGATE', name: signature, owner, comment },
        create: [`CREATE AGGREGATE ${signature} (${aggregateParts(aggregate)})`],
        needs: [schemaId(schema_name), ...rows.needsOf(id)],
        // GRANT knows an aggregate as a function: no asterisk, and no ORDER BY before the arguments that are aggregated.
        ...{ target: 'FUNCTION', granted: `${name}(${argument_types})`, acl },
      },
      options,
    );
  });
}

function aggregateParts(aggregate: KindRow<'aggregate'>): string {
  const usualModify = aggregate.aggregate_type === 'normal' ? 'read_only' : 'read_write';
  const text = (value: string | null) => (value === null ? null : literal(value));
  const list = definitionList({
    SFUNC: aggregate.transition_function,
    STYPE: aggregate.transition_type,
    SSPACE: aggregate.transition_space === 0 ? null : aggregate.transition_space,
    FINALFUNC: aggregate.final_function,
    FINALFUNC_MODIFY: aggregate.final_modify !== usualModify && aggregate.final_modify.toUpperCase(),
    COMBINEFUNC: aggregate.combine_function,
    SERIALFUNC: aggregate.serial_function,
    DESERIALFUNC: aggregate.deserial_function,
    INITCOND: text(aggregate.initial_value),
    MSFUNC: aggregate.moving_transition_function,
    MINVFUNC: aggregate.moving_inverse_function,
    MSTYPE: aggregate.moving_transition_type,
    MSSPACE: aggregate.moving_transition_space === 0 ? null : aggregate.moving_transition_space,
    MFINALFUNC: aggregate.moving_final_function,
    MFINALFUNC_MODIFY:
      aggregate.moving_transition_function !== null &&
      aggregate.moving_final_modify !== usualModify &&
      aggregate.moving_final_modify.toUpperCase(),
    MINITCOND: text(aggregate.moving_initial_value),
    SORTOP: aggregate.sort_operator,
    PARALLEL: aggregate.parallel_safety !== 'unsafe' && aggregate.parallel_safety.toUpperCase(),
  });
  return [
    list,
    ...(aggregate.has_final_extra ? ['FINALFUNC_EXTRA'] : []),
    ...(aggregate.has_moving_final_extra ? ['MFINALFUNC_EXTRA'] : []),
    ...(aggregate.aggregate_type === 'hypothetical set' ? ['HYPOTHETICAL'] : []),
  ].join(', ');
}
