import { type DdlOptions, step } from '../describe.js';
import type { SchemaObject } from '../object.js';
import { defaultGrants } from '../privileges.js';
import { identifier } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

/** What new objects of each kind are called in ALTER DEFAULT PRIVILEGES. */
const OBJECTS: Readonly<Record<string, string>> = {
  table: 'TABLES',
  sequence: 'SEQUENCES',
  function: 'FUNCTIONS',
  type: 'TYPES',
  schema: 'SCHEMAS',
  'large object': 'LARGE OBJECTS',
};

/** Default privileges, after every object that they would change. */
export function defaultPrivilegeObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  if (!options.privileges) return [];
  return rows.of('default_privilege').flatMap(({ role_name, schema_name, object_type, acl, oid }) => {
    const what = OBJECTS[object_type] ?? object_type.toUpperCase();
    const role = identifier(role_name);
    const scope = schema_name === null ? '' : ` IN SCHEMA ${identifier(schema_name)}`;
    // Without a schema the list stands in for the built-in defaults; with one it adds to them.
    const revokes =
      schema_name === null ? [`REVOKE ALL ON ${what} FROM PUBLIC`, `REVOKE ALL ON ${what} FROM ${role}`] : [];
    const statements = [...revokes, ...defaultGrants(acl, what)].map(
      (action) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${role}${scope} ${action}`,
    );
    return step(`default_privilege ${oid}`, 'event trigger', oid, statements, []);
  });
}
