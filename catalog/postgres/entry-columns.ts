import type { Kind } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { nameColumns } from '../object-keys.js';
import { definitionColumns, ownNameColumn } from '../reading/searched-kinds.js';
import { KEPT_LENGTH, keptColumns } from '../reading/attribute-values.js';
import type { SearchedText } from '../reading/dialect.js';
import { objectName } from './versions.js';

/** Characters of a comment or definition that are searched. */
const SEARCHED_LENGTH = 50_000;
/** Characters of a word that are searched: a lexeme has 2,046 bytes at most. */
export const WORD_LENGTH = 500;

/** An attribute of a version `v` as it is compared: texts byte by byte. */
export function compared({ name, type }: KindColumn): string {
  if (type === 'text') return `v."${name}" COLLATE "C"`;
  if (type === 'json') return `v."${name}"::text COLLATE "C"`;
  if (type === 'timestamp') return `(extract(epoch FROM v."${name}") * 1000000)::int8`;
  return `v."${name}"`;
}

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

/** What marks the words of each searched text: a word of a comment is none of a name. */
export const MARKS: Readonly<Record<SearchedText, string>> = { words: 'n', comment: 'c', definition: 'd' };

/**
 * The search document of a version `v`: its words, marked by the text they are in. Weights instead would leave the index
 * to find the words of all texts, of which every entry had to be looked at to tell which.
 */
export function entryDocument(kind: Kind): string {
  if (ownNameColumn(kind) === null) return 'NULL';
  const definitions = definitionColumns(kind).map((name) => `v."${name}"`);
  const marked = (text: string, mark: string) =>
    `SELECT '${mark}' || left(word, ${WORD_LENGTH}) FROM unnest(string_to_array(${text}, ' ')) AS word`;
  const words = (text: string) => `catalog.identifier_words(left(${text}, ${SEARCHED_LENGTH}))`;
  const parts = [
    marked(entryWords(kind), MARKS.words),
    marked(words(`coalesce(v."comment", '')`), MARKS.comment),
    ...(definitions.length === 0
      ? []
      : [marked(words(`concat_ws(' ', ${definitions.join(', ')})`), MARKS.definition)]),
  ];
  return `array_to_tsvector(ARRAY(${parts.join(' UNION ALL ')}))`;
}

/** The value of an attribute of a version `v` as a text that is compared like the value. */
function valueText(column: KindColumn): string {
  return column.type === 'timestamp' ? `${compared(column)}::text` : `v."${column.name}"::text`;
}

/** What an attribute's value is kept as, given as a text: see `attribute_value.form`. */
const formOf = (value: string) =>
  `CASE WHEN ${value} IS NULL THEN 'null' WHEN char_length(${value}) > ${KEPT_LENGTH} THEN 'long' ELSE 'value' END`;

/** The hash of an attribute with its value, given as a text. */
const termOf = (attribute: string, value: string) =>
  `hashtext(${attribute} || coalesce(CASE WHEN char_length(${value}) > ${KEPT_LENGTH} THEN '~' ELSE '=' || ${value} END, ''))`;

/** The terms of a version `v`: a hash of each attribute with its value. */
export function entryTerms(kind: Kind): string {
  const terms = keptColumns(kind).map((column) => termOf(`'${column.name}'`, valueText(column)));
  return `ARRAY[${terms.join(', ')}]::integer[]`;
}

/** Each value of each attribute of the versions `v` that a condition leaves: what `attribute_value` keeps. */
export function attributeValues(kind: Kind, versions: string, condition: string): string {
  const pairs = keptColumns(kind).map((column) => `('${column.name}', ${valueText(column)})`);
  return `
    SELECT v.source_id, '${kind}', a.attribute, ${formOf('a.value')},
           CASE WHEN char_length(a.value) <= ${KEPT_LENGTH} THEN a.value ELSE '' END, ${termOf('a.attribute', 'a.value')}, count(*)
    FROM ${versions} v CROSS JOIN LATERAL (VALUES ${pairs.join(', ')}) AS a (attribute, value)
    WHERE ${condition} GROUP BY 1, 2, 3, 4, 5, 6`;
}
