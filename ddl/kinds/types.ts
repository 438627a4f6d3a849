import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, ordinary, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, literal, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

/** What every type has. */
interface TypeRow {
  readonly schema_name: string;
  readonly type_name: string;
  readonly owner: string;
  readonly acl: string | null;
  readonly comment: string | null;
  readonly oid: bigint;
}

/** A type that `create` makes, with its owner, comment and privileges. */
function typeObjects(
  row: TypeRow,
  rows: SchemaRows,
  options: DdlOptions,
  made: { create: readonly string[]; type?: 'DOMAIN'; placeholder?: boolean },
): SchemaObject[] {
  const { schema_name, type_name, owner, acl, comment, oid } = row;
  const id = objectId('base_type', schema_name, type_name);
  const name = qualified(schema_name, type_name);
  const shell = { statements: [`CREATE TYPE ${name}`], needs: [schemaId(schema_name)] };
  return ordinary(
    {
      ...{ id, phase: 'type', oid, type: made.type ?? 'TYPE', name, owner, comment, acl, target: 'TYPE' },
      create: made.create,
      needs: [schemaId(schema_name), ...rows.needsOf(id)],
      ...(made.placeholder === true && { placeholder: shell }),
    },
    options,
  );
}

const nameOf = ({ schema_name, type_name }: TypeRow) => qualified(schema_name, type_name);

export function enumObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('enum_type').flatMap((row) => {
    const labels = parsed<string[]>(row.labels, []).map(literal);
    return typeObjects(row, rows, options, {
      create: [`CREATE TYPE ${nameOf(row)} AS ENUM (${labels.join(', ')})`],
    });
  });
}

interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  readonly comment: string | null;
}

export function compositeObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('composite_type').flatMap((row) => {
    const name = nameOf(row);
    const attributes = parsed<Attribute[]>(row.attributes, []);
    const clauses = attributes.map((attribute) => {
      const collate = attribute.collation === null ? '' : ` COLLATE ${attribute.collation}`;
      return `${identifier(attribute.name)} ${attribute.type}${collate}`;
    });
    const comments = attributes.flatMap(({ name: attribute, comment }) =>
      describing({ type: 'COLUMN', name: `${name}.${identifier(attribute)}`, comment }, options),
    );
    return typeObjects(row, rows, options, {
      create: [`CREATE TYPE ${name} AS (${clauses.join(', ')})`, ...comments],
    });
  });
}

/** Lists `NAME = value` for what has a value. */
export function definitionList(parts: Readonly<Record<string, string | number | null | false>>): string {
  return Object.entries(parts)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}

export function rangeObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('range_type').flatMap((row) => {
    const { multirange_type_schema, multirange_type_name } = row;
    const hasMultirange = multirange_type_schema !== null && multirange_type_name !== null;
    const parts = definitionList({
      SUBTYPE: row.subtype,
      MULTIRANGE_TYPE_NAME: hasMultirange && qualified(multirange_type_schema, multirange_type_name),
      SUBTYPE_OPCLASS: row.is_default_operator_class ? null : row.subtype_operator_class,
      COLLATION: row.collation,
      CANONICAL: row.canonical_function,
      SUBTYPE_DIFF: row.subtype_diff_function,
    });
    const create = [`CREATE TYPE ${nameOf(row)} AS RANGE (${parts})`];
    return typeObjects(row, rows, options, { create, placeholder: row.canonical_function !== null });
  });
}

export function baseTypeObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('base_type').flatMap((row) => {
    const create = row.is_shell
      ? `CREATE TYPE ${nameOf(row)}`
      : `CREATE TYPE ${nameOf(row)} (${baseTypeParts(row)})`;
    return typeObjects(row, rows, options, { create: [create], placeholder: !row.is_shell });
  });
}

function baseTypeParts(row: KindRow<'base_type'>): string {
  const parts = definitionList({
    INPUT: row.input_function,
    OUTPUT: row.output_function,
    RECEIVE: row.receive_function,
    SEND: row.send_function,
    TYPMOD_IN: row.modifier_input_function,
    TYPMOD_OUT: row.modifier_output_function,
    ANALYZE: row.analyze_function,
    SUBSCRIPT: row.subscript_function,
    INTERNALLENGTH: row.internal_length === -1 ? 'VARIABLE' : row.internal_length,
    ALIGNMENT: row.alignment,
    STORAGE: row.storage,
    CATEGORY: literal(row.category),
    PREFERRED: row.is_preferred && 'true',
    DEFAULT: row.default_expression,
    ELEMENT: row.element_type,
    DELIMITER: literal(row.delimiter),
    COLLATABLE: row.is_collatable && 'true',
  });
  return row.is_passed_by_value ? `${parts}, PASSEDBYVALUE` : parts;
}

interface DomainCheck {
  readonly constraint_name: string;
  readonly definition: string | null;
  readonly is_validated: boolean;
  readonly comment: string | null;
}

/** Domains; a check that needs functions is added when they are there. */
export function domainObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('domain').flatMap((row) => {
    const name = nameOf(row);
    const checks = parsed<DomainCheck[]>(row.checks, []).map((check) => ({
      ...check,
      id: objectId('domain', row.schema_name, row.type_name, check.constraint_name),
    }));
    const isSeparate = (check: (typeof checks)[number]) =>
      !check.is_validated || rows.needsOf(check.id).length > 0;
    const inline = checks.filter((check) => !isSeparate(check));
    const commentsOf = (some: readonly { constraint_name: string; comment: string | null }[]) =>
      some.flatMap(({ constraint_name, comment }) =>
        describing(
          { type: 'CONSTRAINT', name: `${identifier(constraint_name)} ON DOMAIN ${name}`, comment },
          options,
        ),
      );
    const clauses = [
      `CREATE DOMAIN ${name} AS ${row.base_type}`,
      ...(row.collation === null ? [] : [`COLLATE ${row.collation}`]),
      ...notNull(row),
      ...(row.default_expression === null ? [] : [`DEFAULT ${row.default_expression}`]),
      ...inline.map(
        ({ constraint_name, definition }) => `CONSTRAINT ${identifier(constraint_name)} ${definition ?? ''}`,
      ),
    ];
    const notNullComment = {
      constraint_name: row.not_null_constraint_name ?? '',
      comment: row.not_null_constraint_comment,
    };
    const domain = objectId('domain', row.schema_name, row.type_name);
    return [
      ...typeObjects(row, rows, options, {
        create: [clauses.join(' '), ...commentsOf([...inline, notNullComment])],
        type: 'DOMAIN',
      }),
      ...checks.filter(isSeparate).flatMap((check) => {
        const add = `ALTER DOMAIN ${name} ADD CONSTRAINT ${identifier(check.constraint_name)} ${check.definition ?? ''}`;
        const needs = [domain, ...rows.needsOf(check.id)];
        return step(check.id, 'type', row.oid, [add, ...commentsOf([check])], needs);
      }),
    ];
  });
}

/** With its name where that is not the one the server would give it (PostgreSQL 17). */
function notNull(row: KindRow<'domain'>): string[] {
  if (!row.is_not_null) return [];
  const { not_null_constraint_name: name, type_name } = row;
  const isGiven = name !== null && name !== `${type_name}_not_null`;
  return [`${isGiven ? `CONSTRAINT ${identifier(name)} ` : ''}NOT NULL`];
}
