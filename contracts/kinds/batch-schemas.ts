import type { BatchSchema } from '../column-batch.js';
import { type Kind, kindDeclaration } from './index.js';
import { required, type KindColumn, optional } from './kind.js';

/** The version of the raw and catalog schemas, kept in every Parquet footer; raised when a kind's columns change. */
export const SCHEMA_VERSION = 1;

/** The columns that the transform adds to a kind's own (`transform/catalog`). */
export const CATALOG_COLUMNS = [
  {
    ...required(
      'object_id',
      'text',
      'Identity of the object within its source: a UUID made from its namespace and names.',
    ),
    incompressible: true,
  },
  optional('parent_id', 'text', 'object_id of the object it belongs to, null for a root.'),
  {
    ...required(
      'fingerprint',
      'text',
      "SHA-256 of the object's content, physical columns such as oid left out; 32 hex digits.",
    ),
    incompressible: true,
  },
] as const satisfies readonly KindColumn[];

/** The shape of `raw/<kind>/<partition>.parquet`: the kind's columns as the source gave them. */
export function rawSchema(kind: Kind): BatchSchema {
  return { kind, version: SCHEMA_VERSION, columns: kindDeclaration(kind).columns };
}

/**
 * The shape of `catalog/<kind>/<partition>.parquet`: identity, parent and fingerprint of the raw artifact's rows, in its
 * order and its row groups. The rows' own columns are not written a second time.
 */
export function identitySchema(kind: Kind): BatchSchema {
  return { kind, version: SCHEMA_VERSION, columns: CATALOG_COLUMNS };
}

/** The shape of what the catalog lands: `identitySchema` and `rawSchema` side by side. */
export function catalogSchema(kind: Kind): BatchSchema {
  return { kind, version: SCHEMA_VERSION, columns: [...CATALOG_COLUMNS, ...kindDeclaration(kind).columns] };
}
