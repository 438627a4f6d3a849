import { type DdlOptions, ordinary, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

/** Every new database has it already. */
const PUBLIC_SCHEMA = 'public';
/** What it says of itself. */
const PUBLIC_COMMENT = 'standard public schema';

/** Schemas. `public` is there already, with an owner and privileges that this makes what they were. */
export function schemaObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('schema').flatMap((schema) => {
    const { schema_name, owner, comment, acl, oid } = schema;
    const name = identifier(schema_name);
    const isPublic = schema_name === PUBLIC_SCHEMA;
    const objects = ordinary(
      {
        ...{ id: schemaId(schema_name), phase: 'schema', oid, type: 'SCHEMA', name, owner, needs: [] },
        create: isPublic ? uncommented(comment) : [`CREATE SCHEMA ${name}`],
        comment: isPublic && comment === PUBLIC_COMMENT ? null : comment,
        ...{ target: 'SCHEMA', acl },
      },
      options,
    );
    return isPublic ? withoutPublicUse(objects, oid, options) : objects;
  });
}

/** The schema `public` of a new database has a comment. */
function uncommented(comment: string | null): string[] {
  return comment === null ? [`COMMENT ON SCHEMA ${PUBLIC_SCHEMA} IS NULL`] : [];
}

/** Everybody may use the schema `public` of a new database, also where nothing was ever granted on the one that was read. */
function withoutPublicUse(
  objects: readonly SchemaObject[],
  oid: bigint,
  options: DdlOptions,
): SchemaObject[] {
  if (!options.privileges) return [...objects];
  const id = schemaId(PUBLIC_SCHEMA);
  const revoke = [`REVOKE ALL ON SCHEMA ${PUBLIC_SCHEMA} FROM PUBLIC`];
  const own = objects.flatMap((object) => (object.phase === 'privilege on schema' ? object.statements : []));
  return [
    ...objects.filter(({ phase }) => phase !== 'privilege on schema'),
    ...step(`${id} privileges`, 'privilege on schema', oid, [...revoke, ...own], [id]),
  ];
}

/** Extensions, in the version that the server has: another may not be installed there. */
export function extensionObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('extension').flatMap(({ extension_name, extension_schema, comment, oid }) => {
    const name = identifier(extension_name);
    const id = objectId('extension', null, extension_name);
    return ordinary(
      {
        ...{ id, phase: 'extension', oid, type: 'EXTENSION', name, comment },
        create: [`CREATE EXTENSION IF NOT EXISTS ${name} WITH SCHEMA ${identifier(extension_schema)}`],
        needs: [schemaId(extension_schema), ...rows.needsOf(id)],
      },
      options,
    );
  });
}
