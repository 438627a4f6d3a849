import type { KindRow } from '../../contracts/kinds/index.js';
import { columnPrivilegeStatements } from '../privileges.js';
import type { DdlOptions } from '../describe.js';
import { foreignOptionList, parameterList } from '../options.js';
import { identifier, literal, qualified } from '../quote.js';

type Column = KindRow<'column'>;

/** What a column's clause in CREATE TABLE is made from besides itself. */
export interface ColumnClause {
  /** Whether the table is CREATE TABLE ... OF a type, which gives the columns their types. */
  readonly typed: boolean;
  /** Whether it is generated as the parents of its table say. */
  readonly isGenerationInherited: boolean;
  /** The default, unless it is set later. */
  readonly default: string | null;
  /** `NOT NULL` with its constraint's name where it has one of its own; null when the column may be null. */
  readonly notNull: string | null;
}

/** A column in CREATE TABLE; null for one of a typed table that has nothing of its own. */
export function columnClause(column: Column, clause: ColumnClause): string | null {
  const parts: string[] = [];
  if (!clause.typed) {
    parts.push(dimensionedType(column), ...collateClause(column));
    if (column.foreign_options !== null) parts.push(foreignOptionList(column.foreign_options).trimStart());
  }
  if (column.generated !== null && !clause.isGenerationInherited) {
    const kind = column.generated === 'stored' ? ' STORED' : '';
    parts.push(`GENERATED ALWAYS AS (${column.generation_expression ?? 'NULL'})${kind}`);
  } else if (clause.default !== null) {
    parts.push(`DEFAULT ${clause.default}`);
  }
  if (clause.notNull !== null) parts.push(clause.notNull);
  if (clause.typed) {
    return parts.length === 0 ? null : `${identifier(column.column_name)} WITH OPTIONS ${parts.join(' ')}`;
  }
  return [identifier(column.column_name), ...parts.filter((part) => part !== '')].join(' ');
}

/** The server notes how many dimensions were declared, though format_type prints one and any number may be stored. */
function dimensionedType({ data_type, array_dimensions }: Column): string {
  return data_type.endsWith('[]')
    ? `${data_type}${'[]'.repeat(Math.max(0, array_dimensions - 1))}`
    : data_type;
}

function collateClause({ collation_schema, collation_name }: Column): string[] {
  if (collation_schema === null || collation_name === null) return [];
  return [`COLLATE ${qualified(collation_schema, collation_name)}`];
}

/** A column of nulls, as the placeholder of a view selects it. */
export function nullColumn(column: Column): string {
  const collate = collateClause(column).map((clause) => ` ${clause}`);
  return `NULL::${column.data_type}${collate.join('')} AS ${identifier(column.column_name)}`;
}

/** ALTER TABLE statements for what CREATE TABLE can't say of a column. */
export function columnSettings(alterTable: string, column: Column): string[] {
  const alter = `${alterTable} ALTER COLUMN ${identifier(column.column_name)}`;
  const statements: string[] = [];
  if (column.statistics_target !== null) {
    statements.push(`${alter} SET STATISTICS ${column.statistics_target}`);
  }
  if (!column.is_default_storage) statements.push(`${alter} SET STORAGE ${column.storage.toUpperCase()}`);
  if (column.compression !== null) statements.push(`${alter} SET COMPRESSION ${column.compression}`);
  if (column.options !== null) statements.push(`${alter} SET (${parameterList(column)})`);
  return statements;
}

export function columnComments(relation: string, columns: readonly Column[]): string[] {
  return columns.flatMap(({ column_name, comment }) =>
    comment === null
      ? []
      : [`COMMENT ON COLUMN ${relation}.${identifier(column_name)} IS ${literal(comment)}`],
  );
}

export function columnPrivileges(
  relation: string,
  owner: string,
  columns: readonly Column[],
  options: DdlOptions,
): string[] {
  if (!options.privileges) return [];
  return columns.flatMap(({ column_name, acl }) =>
    columnPrivilegeStatements(relation, column_name, owner, acl),
  );
}
