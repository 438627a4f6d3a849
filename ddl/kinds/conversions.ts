import { type DdlOptions, ordinary, schemaId } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, literal, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { definitionList } from './types.js';

const CAST_CONTEXTS: Readonly<Record<string, string>> = {
  assignment: ' AS ASSIGNMENT',
  implicit: ' AS IMPLICIT',
};

/** Casts; that of a range to its multirange comes with the range. */
export function castObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows
    .of('cast')
    .filter(({ is_generated }) => !is_generated)
    .flatMap((cast) => {
      const types = `${cast.source_type} AS ${cast.target_type}`;
      const id = objectId('cast', null, types);
      const how =
        cast.method === 'inout'
          ? 'WITH INOUT'
          : cast.function === null
            ? 'WITHOUT FUNCTION'
            : `WITH FUNCTION ${cast.function}`;
      const create = `CREATE CAST (${types}) ${how}${CAST_CONTEXTS[cast.context] ?? ''}`;
      return ordinary(
        {
          ...{
            id,
            phase: 'operator',
            oid: cast.oid,
            type: 'CAST',
            name: `(${types})`,
            comment: cast.comment,
          },
          create: [create],
          needs: rows.needsOf(id),
        },
        options,
      );
    });
}

export function collationObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('collation').flatMap((collation) => {
    const { schema_name, collation_name, provider, collate, ctype, locale, owner, comment, oid } = collation;
    const name = qualified(schema_name, collation_name);
    const text = (value: string | null) => (value === null ? null : literal(value));
    const isOne = collate !== null && collate === ctype;
    const parts = definitionList({
      provider,
      deterministic: !collation.is_deterministic && 'false',
      locale: text(isOne ? collate : locale),
      lc_collate: isOne ? null : text(collate),
      lc_ctype: isOne ? null : text(ctype),
      rules: text(collation.icu_rules),
    });
    const id = objectId('collation', schema_name, collation_name);
    return ordinary(
      {
        ...{ id, phase: 'type', oid, type: 'COLLATION', name, owner, comment },
        create: [`CREATE COLLATION ${name} (${parts})`],
        needs: [schemaId(schema_name)],
      },
      options,
    );
  });
}

export function conversionObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('conversion').flatMap((conversion) => {
    const { schema_name, conversion_name, source_encoding, target_encoding, owner, comment, oid } =
      conversion;
    const name = qualified(schema_name, conversion_name);
    const id = objectId('conversion', schema_name, conversion_name);
    const isDefault = conversion.is_default ? 'DEFAULT ' : '';
    const between = `FOR ${literal(source_encoding)} TO ${literal(target_encoding)}`;
    return ordinary(
      {
        ...{ id, phase: 'operator', oid, type: 'CONVERSION', name, owner, comment },
        create: [`CREATE ${isDefault}CONVERSION ${name} ${between} FROM ${conversion.function}`],
        needs: [schemaId(schema_name), ...rows.needsOf(id)],
      },
      options,
    );
  });
}

export function transformObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('transform').flatMap((transform) => {
    const { type_name, language, from_sql_function, to_sql_function, comment, oid } = transform;
    const name = `FOR ${type_name} LANGUAGE ${identifier(language)}`;
    const id = objectId('transform', null, `${type_name} LANGUAGE ${language}`);
    const functions = [
      ...(from_sql_function === null ? [] : [`FROM SQL WITH FUNCTION ${from_sql_function}`]),
      ...(to_sql_function === null ? [] : [`TO SQL WITH FUNCTION ${to_sql_function}`]),
    ];
    return ordinary(
      {
        ...{ id, phase: 'operator', oid, type: 'TRANSFORM', name, comment },
        create: [`CREATE TRANSFORM ${name} (${functions.join(', ')})`],
        needs: rows.needsOf(id),
      },
      options,
    );
  });
}
