import type { Kind } from '../../contracts/kinds/index.js';
import { nameColumns } from '../object-keys.js';

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

/** The qualified name of a version `v`. */
export function objectName(kind: Kind): string {
  return `concat_ws('.', ${nameColumns(kind)
    .map((name) => `v."${name}"::text`)
    .join(', ')})`;
}
