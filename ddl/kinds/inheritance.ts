import type { KindRow } from '../../contracts/kinds/index.js';
import { objectId } from '../object.js';
import { parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

type Table = KindRow<'table'>;
type Column = KindRow<'column'>;
type Constraint = KindRow<'table_constraint'>;

/** A table by its names. */
export interface TableName {
  readonly schema_name: string;
  readonly table_name: string;
}

/** The tables that a table inherits from, partitioning left out. */
export function plainParents(table: Table): readonly TableName[] {
  return parsed<TableName[]>(table.inherits_from, []);
}

/** The tables that a table has columns and constraints from, by inheritance or as their partition. */
export function parentsOf(table: Table): readonly TableName[] {
  const { partition_parent_schema: schema_name, partition_parent_table: table_name } = table;
  return schema_name === null || table_name === null ? plainParents(table) : [{ schema_name, table_name }];
}

/** The id of the step that makes a table a partition. */
export function attachmentId({ schema_name, table_name }: TableName): string {
  return `${objectId('table', schema_name, table_name)} attachment`;
}

/**
 * Whether a child by plain inheritance has to be made before it inherits, as it was: CREATE TABLE ... INHERITS puts the parents'
 * columns first.
 */
function inheritsLater(table: Table, rows: SchemaRows): boolean {
  const columns = rows.columnsOf(table.schema_name, table.table_name);
  const constraints = rows.constraintsOf(table.schema_name, table.table_name);
  const names = columns.map(({ column_name }) => column_name);
  const inherited = parentColumns(table, rows).map(({ column_name }) => column_name);
  const isReordered = [...new Set([...inherited, ...names])].some((name, index) => name !== names[index]);
  return isReordered && [...columns, ...constraints].every(({ is_local }) => is_local);
}

/** `ALTER TABLE ... INHERIT` for each parent of a table that is made before it inherits. */
export function laterInheritance(table: Table, alterTable: string, rows: SchemaRows): string[] {
  if (!inheritsLater(table, rows)) return [];
  return plainParents(table).map(
    (parent) => `${alterTable} INHERIT ${qualified(parent.schema_name, parent.table_name)}`,
  );
}

/** `PARTITION BY ...`, `INHERITS (...)` and the like. */
export function tableOrigin(table: Table, rows: SchemaRows): string {
  const parents = inheritsLater(table, rows) ? [] : plainParents(table);
  const names = parents.map((parent) => qualified(parent.schema_name, parent.table_name));
  return [
    ...(names.length > 0 ? [` INHERITS (${names.join(', ')})`] : []),
    ...(table.partition_key === null ? [] : [` PARTITION BY ${table.partition_key}`]),
  ].join('');
}

/**
 * Whether a column of a child by plain inheritance is generated as its parents say: before PostgreSQL 16 the child may not
 * say so again.
 */
export function inheritsGeneration(table: Table, column: Column, rows: SchemaRows): boolean {
  if (column.generated === null) return false;
  const inherited = parentColumns(table, rows).filter(
    ({ column_name }) => column_name === column.column_name,
  );
  return (
    inherited.length > 0 &&
    !inheritsLater(table, rows) &&
    inherited.every(
      ({ generated, generation_expression }) =>
        generated === column.generated && generation_expression === column.generation_expression,
    )
  );
}

/** The columns of all tables that a table inherits from. */
export function parentColumns(table: Table, rows: SchemaRows): Column[] {
  return plainParents(table).flatMap((parent) => rows.columnsOf(parent.schema_name, parent.table_name));
}

export function constraintId({ schema_name, table_name, constraint_name }: Constraint): string {
  return objectId('table_constraint', schema_name, table_name, constraint_name);
}

/**
 * Ids of parents' constraints that are not valid although the table's own are, which it inherits only: it was made when they were
 * there already, and has to be again.
 */
export function constraintsMadeBefore(table: Table, rows: SchemaRows): string[] {
  const own = rows
    .constraintsOf(table.schema_name, table.table_name)
    .filter(({ is_local, is_validated }) => is_validated && !is_local);
  return plainParents(table)
    .flatMap((parent) => rows.constraintsOf(parent.schema_name, parent.table_name))
    .filter((one) => !one.is_validated && own.some((inherited) => isSameConstraint(inherited, one)))
    .map(constraintId);
}

/** Whether one is inherited from the other: checks by name, not-null constraints by column. */
function isSameConstraint(inherited: Constraint, other: Constraint): boolean {
  if (inherited.constraint_type !== other.constraint_type) return false;
  return inherited.constraint_type === 'not null'
    ? inherited.columns === other.columns
    : inherited.constraint_name === other.constraint_name;
}
