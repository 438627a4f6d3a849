import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { nameColumns } from '../object-keys.js';

/** Columns that hold the text of an object's definition, in whichever kinds have them. */
const DEFINITIONS = ['definition', 'body', 'sql_body', 'default_expression', 'generation_expression'];

/**
 * The column that holds an object's own name: the last of those that identify it which is a name. Null for kinds whose
 * objects have no name or comment of their own, such as dependencies and privileges: they can't be searched for.
 */
export function ownNameColumn(kind: Kind): string | null {
  const { columns } = kindDeclaration(kind);
  if (!columns.some(({ name }) => name === 'comment')) return null;
  return nameColumns(kind).findLast((name) => name.endsWith('_name')) ?? null;
}

/** Kinds that can be searched for. */
export const SEARCHED_KINDS: readonly Kind[] = ALL_KINDS.filter((kind) => ownNameColumn(kind) !== null);

/** The columns that are searched as an object's definition. */
export function definitionColumns(kind: Kind): readonly string[] {
  const names = kindDeclaration(kind).columns.map(({ name }) => name);
  return DEFINITIONS.filter((name) => names.includes(name));
}

/** What a kind's rows name besides what they belong to, as SQL over a version `v` that every provider's database knows. */
export const MENTIONS: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  dependency: [
    `concat_ws('.', v."dependent_schema", v."dependent_name")`,
    `concat_ws('.', v."referenced_schema", v."referenced_name")`,
  ],
  privilege: [
    `CASE WHEN v."object_kind" = 'schema' THEN v."object_name"
     ELSE concat_ws('.', v."schema_name", v."object_name") || coalesce('(' || v."argument_types" || ')', '') END`,
  ],
  foreign_key: [`concat_ws('.', v."referenced_schema", v."referenced_table")`],
};

/** Characters of a name that lists are ordered by and names are looked up by: a B-tree takes 2,704 bytes at most. */
export const SORT_KEY_LENGTH = 200;

/** What a list is ordered by, of a name. */
export function sortKeyOf(name: string): string {
  return Array.from(name).slice(0, SORT_KEY_LENGTH).join('');
}
