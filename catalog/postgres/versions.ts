import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';

/** The table that holds all versions of a kind's objects. */
export function versionTable(kind: Kind): string {
  return `catalog."${kind}_version"`;
}

/**
 * The versions, called `v`, that are current in a source: `source` and `published` are the SQL of its number and of its
 * published run. Versions of a later run are pending: that run is still reading, or being published.
 */
export function isCurrent(source: string, published: string): string {
  return `v.source_id = ${source} AND v.valid_to_run IS NULL AND v.valid_from_run <= ${published}`;
}

/** The columns of a kind that belong to the physical object: they may change without a new version. */
export function physicalColumns(kind: Kind): readonly KindColumn[] {
  return kindDeclaration(kind).columns.filter((column) => column.volatile === true);
}

/** Whether a kind's objects are in schemas. */
export function hasSchema(kind: Kind): boolean {
  return kindDeclaration(kind).columns.some(({ name }) => name === 'schema_name');
}

/** The qualified name of a version `v`, the database left out where anything else identifies it. */
export function objectName(kind: Kind): string {
  const names = kindDeclaration(kind).identity.columns;
  const qualified = names.length > 1 ? names.filter((name) => name !== 'database_name') : names;
  return `concat_ws('.', ${qualified.map((name) => `v."${name}"::text`).join(', ')})`;
}
