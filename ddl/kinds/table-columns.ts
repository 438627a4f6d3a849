import type { KindRow } from '../../contracts/kinds/index.js';
import { objectId } from '../object.js';
import { identifier, parsed } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { columnClause } from './columns.js';
import {
  constraintId,
  inheritsGeneration,
  parentColumns,
  plainParents,
  type TableName,
} from './inheritance.js';

type Table = KindRow<'table'>;
type Column = KindRow<'column'>;
type Constraint = KindRow<'table_constraint'>;

/** Whether CREATE TABLE names a column: one that is only inherited comes with its parent. */
function isWritten(table: Table, column: Column): boolean {
  return column.is_local || table.is_partition;
}

/**
 * Whether a default is set by a statement of its own: what it needs may need the table, and with plain inheritance a
 * child's default may differ from what it inherits.
 */
export function isDefaultSeparate(table: Table, column: Column, rows: SchemaRows): boolean {
  if (column.generated !== null || column.identity_generation !== null) return false;
  if (column.default_expression === null) return false;
  const id = objectId('column', table.schema_name, table.table_name, column.column_name);
  return rows.needsOf(id).length > 0 || !isWritten(table, column);
}

/** Columns and constraints between the parentheses of CREATE TABLE. */
export function tableElements(table: Table, rows: SchemaRows): string[] {
  const { schema_name, table_name } = table;
  const columns = rows.columnsOf(schema_name, table_name);
  const notNulls = notNullClauses(table, rows);
  const clauses = columns
    .filter((column) => isWritten(table, column))
    .map((column) =>
      columnClause(column, {
        typed: table.of_type !== null,
        isGenerationInherited: inheritsGeneration(table, column, rows),
        default: isDefaultSeparate(table, column, rows) ? null : column.default_expression,
        notNull: notNulls.get(column.column_name) ?? null,
      }),
    )
    .filter((clause) => clause !== null);
  return [...clauses, ...inheritedNotNulls(table, rows), ...inlineChecks(table, rows).map(constraintClause)];
}

function constraintClause({ constraint_name, definition }: Constraint): string {
  return `CONSTRAINT ${identifier(constraint_name)} ${definition ?? ''}`;
}

/** Check constraints made with the table: those that are valid and need nothing but the table. */
export function inlineChecks(table: Table, rows: SchemaRows): Constraint[] {
  return rows
    .constraintsOf(table.schema_name, table.table_name)
    .filter(
      (constraint) => constraint.constraint_type === 'check' && isMadeWithTable(constraint, table, rows),
    );
}

/** Whether CREATE TABLE makes a check or not-null constraint, itself or by what it inherits. */
export function isMadeWithTable(constraint: Constraint, table: Table, rows: SchemaRows): boolean {
  if (constraint.constraint_type === 'not null') return constraint.is_validated;
  const isOwn = constraint.is_local || table.is_partition;
  return constraint.definition !== null && isOwn && !isCheckSeparate(constraint, rows);
}

/** Whether a check constraint is added by a statement of its own. */
export function isCheckSeparate(constraint: Constraint, rows: SchemaRows): boolean {
  const { is_validated, is_enforced } = constraint;
  return (!is_validated && is_enforced) || rows.needsOf(constraintId(constraint)).length > 0;
}

/** `NOT NULL` of each column that has it, as a constraint with a name where the server knows names (PostgreSQL 18). */
function notNullClauses(table: Table, rows: SchemaRows): Map<string, string> {
  const { schema_name, table_name } = table;
  const clauses = new Map<string, string>();
  const constraints = notNullConstraints(rows, table);
  for (const column of rows.columnsOf(schema_name, table_name)) {
    const constraint = constraints.get(column.column_name);
    if (constraint === undefined) {
      if (column.is_not_null && constraints.size === 0) clauses.set(column.column_name, 'NOT NULL');
    } else if (constraint.is_validated && (constraint.is_local || table.is_partition)) {
      clauses.set(column.column_name, notNullClause(constraint, column.column_name));
    }
  }
  return clauses;
}

function notNullClause({ table_name, constraint_name, is_no_inherit }: Constraint, column: string): string {
  const isDefaultName = constraint_name === `${table_name}_${column}_not_null`;
  const name = isDefaultName ? '' : `CONSTRAINT ${identifier(constraint_name)} `;
  return `${name}NOT NULL${is_no_inherit ? ' NO INHERIT' : ''}`;
}

/** Not-null constraints by column; empty before PostgreSQL 18. */
function notNullConstraints(rows: SchemaRows, table: TableName): Map<string, Constraint> {
  const constraints = rows
    .constraintsOf(table.schema_name, table.table_name)
    .filter(({ constraint_type }) => constraint_type === 'not null');
  return new Map(
    constraints.map((constraint) => [parsed<string[]>(constraint.columns, []).join(), constraint]),
  );
}

/** Not-null constraints of columns that CREATE TABLE does not name, where a parent does not give just the same. */
function inheritedNotNulls(table: Table, rows: SchemaRows): string[] {
  const parents = plainParents(table);
  if (parents.length === 0) return [];
  const written = new Set(
    rows
      .columnsOf(table.schema_name, table.table_name)
      .filter((column) => isWritten(table, column))
      .map(({ column_name }) => column_name),
  );
  return [...notNullConstraints(rows, table)].flatMap(([column, constraint]) => {
    if (!constraint.is_validated || (written.has(column) && constraint.is_local)) return [];
    const inherited = parents.map((parent) => notNullConstraints(rows, parent).get(column));
    const isGiven =
      !constraint.is_local &&
      inherited.some((parent) => parent?.constraint_name === constraint.constraint_name);
    if (isGiven) return [];
    const end = constraint.is_no_inherit ? ' NO INHERIT' : '';
    return [`CONSTRAINT ${identifier(constraint.constraint_name)} NOT NULL ${identifier(column)}${end}`];
  });
}

/**
 * What a child by plain inheritance has otherwise than it inherits: a default of its own or none, NOT NULL of its own
 * (before PostgreSQL 18, which knows it as a constraint).
 */
export function inheritedColumnChanges(table: Table, alterTable: string, rows: SchemaRows): string[] {
  if (plainParents(table).length === 0) return [];
  const areNamed = notNullConstraints(rows, table).size > 0;
  const columnsOfParents = parentColumns(table, rows);
  return rows.columnsOf(table.schema_name, table.table_name).flatMap((column) => {
    const inherited = columnsOfParents.filter(({ column_name }) => column_name === column.column_name);
    const alter = `${alterTable} ALTER COLUMN ${identifier(column.column_name)}`;
    const statements: string[] = [];
    const losesDefault =
      column.default_expression === null &&
      column.generated === null &&
      inherited.some(({ default_expression }) => default_expression !== null);
    if (losesDefault) statements.push(`${alter} DROP DEFAULT`);
    const gainsNotNull =
      !areNamed &&
      !isWritten(table, column) &&
      column.is_not_null &&
      !inherited.some((one) => one.is_not_null);
    if (gainsNotNull) statements.push(`${alter} SET NOT NULL`);
    return statements;
  });
}
