import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../contracts/sql-identifiers.js';
import { type Row, textOf } from './row.js';

type Naming = (row: Row) => string;

const text = (row: Row, column: string) => textOf(row, column) ?? '';

/** A name in a schema with something behind it that is part of the identity. */
const followed =
  (column: string, after: Naming): Naming =>
  (row) =>
    `${qualifiedName(text(row, 'schema_name'), text(row, column))}${after(row)}`;

const ofArguments: Naming = (row) => `(${text(row, 'argument_types')})`;
const usingMethod: Naming = (row) => ` USING ${text(row, 'access_method')}`;

/** Kinds whose names are not their identity's columns joined by dots. */
const NAMINGS: Partial<Record<Kind, Naming>> = {
  routine: followed('routine_name', ofArguments),
  aggregate: followed('aggregate_name', ofArguments),
  operator: (row) =>
    `${quoteIdentifier(text(row, 'schema_name'))}.${text(row, 'operator_name')} (${text(row, 'left_type')}, ${text(row, 'right_type')})`,
  operator_class: followed('operator_class_name', usingMethod),
  operator_family: followed('operator_family_name', usingMethod),
  cast: (row) => `(${text(row, 'source_type')} AS ${text(row, 'target_type')})`,
  transform: (row) => `${text(row, 'type_name')} LANGUAGE ${text(row, 'language')}`,
  role_membership: (row) =>
    `${quoteIdentifier(text(row, 'member_name'))} in ${quoteIdentifier(text(row, 'role_name'))}`,
  user_mapping: (row) => `${text(row, 'user_name')} on ${quoteIdentifier(text(row, 'server_name'))}`,
  server_setting: (row) => {
    const of = [textOf(row, 'role_name'), textOf(row, 'database_name')].filter((name) => name !== null);
    return of.length === 0 ? text(row, 'setting_name') : `${text(row, 'setting_name')} of ${of.join(' in ')}`;
  },
  publication_table: (row) =>
    `${qualifiedName(text(row, 'schema_name'), text(row, 'table_name'))} in ${quoteIdentifier(text(row, 'publication_name'))}`,
  publication_schema: (row) =>
    `${quoteIdentifier(text(row, 'schema_name'))} in ${quoteIdentifier(text(row, 'publication_name'))}`,
  default_privilege: (row) => {
    const schema = textOf(row, 'schema_name');
    const where = schema === null ? '' : ` in ${quoteIdentifier(schema)}`;
    return `${text(row, 'object_type')} of ${quoteIdentifier(text(row, 'role_name'))}${where}`;
  },
  privilege: (row) => {
    const names = [textOf(row, 'schema_name'), text(row, 'object_name'), textOf(row, 'column_name')];
    const of = qualifiedName(...names.filter((name) => name !== null));
    return `${text(row, 'privilege')} on ${text(row, 'object_kind')} ${of} for ${text(row, 'grantee')}`;
  },
};

/** The name of an object as SQL has it: `shop.orders`, `shop.orders.placed_at`, `shop.total(integer)`. */
export function objectName(kind: Kind, row: Row): string {
  const naming = NAMINGS[kind];
  if (naming !== undefined) return naming(row);
  const { columns } = kindDeclaration(kind).identity;
  const names = columns.length > 1 ? columns.filter((column) => column !== 'database_name') : columns;
  return qualifiedName(...names.map((column) => String(row[column] ?? '')));
}
