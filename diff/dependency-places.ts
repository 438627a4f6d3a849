import type { Kind } from '../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../contracts/sql-identifiers.js';
import type { Affected } from './change.js';
import { nameColumn, type Row, textOf } from './row.js';

/** Kinds whose names are those of pg_class, which no two of a schema share; columns and constraints are parts of one. */
const OF_RELATIONS: readonly string[] = [
  ...['table', 'view', 'materialized_view', 'sequence', 'index', 'composite_type'],
  ...['column', 'table_constraint', 'foreign_key'],
];

/** An object as the kind `dependency` names it, or a part of a table. */
export interface DependencyPlace {
  readonly key: string;
  /** Column or constraint of the table; empty for the object itself. */
  readonly part: string;
}

const keyOf = (kind: string, schema: string | null, name: string) =>
  JSON.stringify([OF_RELATIONS.includes(kind) ? 'relation' : kind, schema, name]);

/** What stands behind an object's own name there. */
const SUFFIXES: Partial<Record<Kind, (text: (column: string) => string) => string>> = {
  routine: (text) => `(${text('argument_types')})`,
  aggregate: (text) => `(${text('argument_types')})`,
  operator: (text) => `(${text('left_type')}, ${text('right_type')})`,
  operator_class: (text) => ` USING ${text('access_method')}`,
  operator_family: (text) => ` USING ${text('access_method')}`,
};
const PARTS: readonly Kind[] = ['column', 'table_constraint', 'foreign_key'];

/** Where dependencies name an object. */
export function placeOf(kind: Kind, row: Row): DependencyPlace {
  const text = (column: string) => textOf(row, column) ?? '';
  const schema = textOf(row, 'schema_name');
  const own = text(nameColumn(kind));
  if (PARTS.includes(kind)) return { key: keyOf(kind, schema, text('table_name')), part: own };
  return { key: keyOf(kind, schema, `${own}${SUFFIXES[kind]?.(text) ?? ''}`), part: '' };
}

/** What a row of the kind `dependency` says is needed. */
export function referencedPlace(row: Row): DependencyPlace {
  return placeIn(row, 'referenced');
}

/** What a row of the kind `dependency` says needs it. */
export function dependentPlace(row: Row): DependencyPlace {
  return placeIn(row, 'dependent');
}

function placeIn(row: Row, side: 'referenced' | 'dependent'): DependencyPlace {
  const text = (column: string) => textOf(row, `${side}_${column}`) ?? '';
  return {
    key: keyOf(text('kind'), textOf(row, `${side}_schema`), text('name')),
    part: text('part'),
  };
}

/** The dependent of a row, by its name in SQL. */
export function dependentOf(row: Row): Affected {
  const text = (column: string) => textOf(row, `dependent_${column}`) ?? '';
  const kind = text('kind') as Kind;
  const [schema, name, part] = [textOf(row, 'dependent_schema'), text('name'), text('part')];
  const before = schema === null ? '' : `${quoteIdentifier(schema)}.`;
  // Names with argument types or an access method are SQL already.
  const own = kind in SUFFIXES || kind === 'cast' || kind === 'transform' ? name : qualifiedName(name);
  const after = part === '' ? '' : `.${quoteIdentifier(part)}`;
  return { kind: part !== '' && kind === 'table' ? 'column' : kind, name: `${before}${own}${after}` };
}
