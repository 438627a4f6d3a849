import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { nameColumns } from '../object-keys.js';
import type { Bindings, ReadDialect } from './dialect.js';
import type { TypedFilter } from './filters.js';
import type { ObjectRow } from './read-model.js';
import { SORT_KEY_LENGTH } from './searched-kinds.js';

/** A row of `entrySelection`. */
export interface StoredObject extends Readonly<Record<string, unknown>> {
  readonly e_id: string;
  readonly e_name: string;
  readonly e_key: string;
  readonly e_parent: string | null;
}

/** What is selected of entries `e` of a kind, joined with their versions `v`. */
export function entrySelection(dialect: ReadDialect, kind: Kind): string {
  const columns = kindDeclaration(kind).columns.map((column) => dialect.selected(column));
  return `${dialect.id('e.object_id')} AS e_id, e.name AS e_name, e.sort_key AS e_key,
          ${dialect.id('v.parent_id')} AS e_parent, ${columns.join(', ')}`;
}

/** Entries `e` of a kind with their versions `v` in the state that a run, given by its placeholder, left. */
export function entriesWithVersions(dialect: ReadDialect, kind: Kind, run: string): string {
  return `${dialect.table('object_entry')} e ${dialect.thenJoin} ${dialect.table(`${kind}_version`)} v
    ON v.source_id = e.source_id AND v.object_id = e.object_id AND ${isValid('v', run)}`;
}

/** Whether a version is of the state that a run left. */
export function isValid(version: string, run: string): string {
  return `${version}.valid_from_run <= ${run} AND (${version}.valid_to_run IS NULL OR ${version}.valid_to_run > ${run})`;
}

export function toObject(dialect: ReadDialect, kind: Kind, stored: StoredObject): ObjectRow {
  const { e_id: objectId, e_name: name, e_parent: parentId } = stored;
  const attributes = Object.fromEntries(
    kindDeclaration(kind).columns.map((column) => [
      column.name,
      dialect.decode(column, stored[column.name] ?? null),
    ]),
  );
  return { kind, name, objectId, parentId, attributes };
}

const ORDER_OPERATORS = { greater: '>', less: '<', at_least: '>=', at_most: '<=' } as const;

/** The condition that a filter puts on versions `v`. */
export function versionCondition(dialect: ReadDialect, filter: TypedFilter, bindings: Bindings): string {
  const { column, operator } = filter;
  if (operator === 'null') return `v."${column.name}" IS NULL`;
  if (operator === 'not_null') return `v."${column.name}" IS NOT NULL`;
  return conditionOn(dialect, dialect.compared(column), filter, bindings);
}

/** The condition that a filter puts on a value, which is not null. */
export function conditionOn(
  dialect: ReadDialect,
  operand: string,
  { column, operator, values }: TypedFilter,
  bindings: Bindings,
): string {
  if (operator === 'null') return 'false';
  if (operator === 'not_null') return 'true';
  if (operator === 'like') {
    return dialect.like(operand, bindings.add(dialect.bindLike(String(values[0] ?? ''))));
  }
  const placeholders = values.map((value) => bindings.add(dialect.bound(column, value)));
  const [first = 'NULL'] = placeholders;
  if (operator === 'prefix') return dialect.prefix(operand, first);
  if (operator === 'in') return `${operand} IN (${placeholders.join(', ')})`;
  if (operator === 'equals') return `${operand} = ${first}`;
  if (operator === 'not') return `${operand} IS DISTINCT FROM ${first}`;
  return `${operand} ${ORDER_OPERATORS[operator]} ${first}`;
}

/** The range of names that filters on their first parts leave, from and below; null when they leave all. */
export function nameRange(kind: Kind, filters: readonly TypedFilter[]): readonly [string, string] | null {
  const names = nameColumns(kind);
  const parts: string[] = [];
  for (const name of names.slice(0, names.at(-1) === 'argument_types' ? -2 : -1)) {
    const equal = filters.find(({ column, operator }) => column.name === name && operator === 'equals');
    if (equal?.column.type !== 'text') break;
    parts.push(String(equal.values[0]));
  }
  const start = parts.join('.');
  // '/' follows '.' in ASCII: what begins with `start.` lies between them.
  return parts.length === 0 || start.length >= SORT_KEY_LENGTH ? null : [`${start}.`, `${start}/`];
}
