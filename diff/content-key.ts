import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { Value } from '../contracts/kinds/kind.js';
import { tokensOf } from './identifiers.js';
import { attributeRule, attributesOf } from './rules/attributes.js';
import { nameColumn, type Row, textOf } from './row.js';

/** Kinds in schemas whose content says too little of them, or that have no name of their own. */
const WITHOUT_CONTENT: readonly Kind[] = [
  ...(['schema', 'publication_table', 'publication_schema', 'default_privilege', 'privilege'] as const),
  ...(['table_statistics', 'column_statistics'] as const),
];

/**
 * What an object is without its name: equal keys, equal content in the same place. Null for kinds that are not known by
 * their content, and for a table without columns. `row` has the places of the later run; `columns` are a table's.
 */
export function contentKey(kind: Kind, row: Row, columns: readonly Row[]): string | null {
  const { columns: identity } = kindDeclaration(kind).identity;
  if (WITHOUT_CONTENT.includes(kind) || !identity.includes('schema_name')) return null;
  if (kind === 'table' && columns.length === 0) return null;
  const name = nameColumn(kind);
  const own = textOf(row, name) ?? '';
  const place = identity.filter((column) => column !== name && column !== 'database_name');
  const children = columns.map((child) => [child['column_name'], ...valuesOf('column', child, own)]);
  const values = [...place.map((column) => row[column] ?? null), ...valuesOf(kind, row, own), ...children];
  return JSON.stringify([kind, ...values], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

/** The attributes of an object that say what it is, its own name left out of texts. */
function valuesOf(kind: Kind, row: Row, own: string): unknown[] {
  return attributesOf(kind)
    .filter(({ name }) => !('ignored' in attributeRule(kind, name)))
    .map(({ name }) => withoutName(row[name] ?? null, own));
}

function withoutName(value: Value, own: string): unknown {
  if (typeof value !== 'string' || own === '' || !value.includes(own)) return value;
  return tokensOf(value).map((token) => (token === own ? null : token));
}
