import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { nameColumns } from '../object-keys.js';
import { definitionColumns, ownNameColumn } from '../reading/searched-kinds.js';
import { COLUMN_TYPES } from './column-types.js';
import { objectName } from './versions.js';

/** Characters of a comment or definition that are searched. */
const SEARCHED_LENGTH = 50_000;

/** The name of a version `v` as people read it: routines with their argument types in parentheses. */
export function entryName(kind: Kind): string {
  const columns = nameColumns(kind);
  if (columns.at(-1) !== 'argument_types') return objectName(kind);
  const names = columns.slice(0, -1).map((name) => `v."${name}"`);
  return `concat_ws('.', ${names.join(', ')}) || '(' || v."argument_types" || ')'`;
}

/** The words of a version's own name, null for kinds that are not searched. */
export function entryWords(kind: Kind): string {
  const column = ownNameColumn(kind);
  return column === null ? 'NULL' : `catalog.identifier_words(v."${column}")`;
}

/** The search document of a version `v`. */
export function entryDocument(kind: Kind): string {
  if (ownNameColumn(kind) === null) return 'NULL';
  const definitions = definitionColumns(kind).map((name) => `v."${name}"`);
  const weighted = (text: string, weight: string) =>
    `setweight(to_tsvector('simple', catalog.identifier_words(left(${text}, ${SEARCHED_LENGTH}))), '${weight}')`;
  const parts = [
    `setweight(to_tsvector('simple', ${entryWords(kind)}), 'A')`,
    weighted(`coalesce(v."comment", '')`, 'C'),
    ...(definitions.length === 0 ? [] : [weighted(`concat_ws(' ', ${definitions.join(', ')})`, 'D')]),
  ];
  return parts.join(' || ');
}

/** Whether filters for equality with a value find an attribute's objects by their terms, not only those for null. */
function hasValueTerms(kind: Kind, name: string, type: string): boolean {
  return type !== 'json' && name !== 'comment' && !definitionColumns(kind).includes(name);
}

/** The terms of a version `v`: a hash of each attribute with its value, of long texts only whether they are null. */
export function entryTerms(kind: Kind): string {
  const terms = kindDeclaration(kind).columns.flatMap(({ name, type, nullable }) => {
    if (hasValueTerms(kind, name, type))
      return [`hashtext('${name}' || coalesce('=' || v."${name}"::text, ''))`];
    return nullable ? [`CASE WHEN v."${name}" IS NULL THEN hashtext('${name}') END`] : [];
  });
  return `array_remove(ARRAY[${terms.join(', ')}]::integer[], NULL)`;
}

/** The term of an attribute that is null, or has the value of a placeholder; null where there are no such terms. */
export function termOf(kind: Kind, attribute: string, placeholder: string | null): string | null {
  const column = kindDeclaration(kind).columns.find(({ name }) => name === attribute);
  if (column === undefined) return null;
  if (placeholder === null) return column.nullable ? `hashtext('${attribute}')` : null;
  if (!hasValueTerms(kind, attribute, column.type)) return null;
  return `hashtext('${attribute}=' || (${placeholder}::${COLUMN_TYPES[column.type]})::text)`;
}
