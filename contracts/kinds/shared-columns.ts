import { optional, physical, required } from './kind.js';

/** Columns that many kinds have, with one meaning and one wording. */

export const databaseName = required('database_name', 'text', 'Database the object is in.');
export const schemaName = required('schema_name', 'text', 'Schema the object is in.');
export const tableName = required('table_name', 'text', 'Table, view or materialized view it belongs to.');
export const owner = required('owner', 'text', 'Role that owns the object.');
export const comment = optional('comment', 'text', 'Text of COMMENT ON, null when there is none.');
export const acl = optional(
  'acl',
  'json',
  'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.',
);
export const options = optional(
  'options',
  'json',
  'Storage parameters as an object of texts, null when none is set.',
);
export const oid = physical(
  'oid',
  'int64',
  'Object identifier in the source, which a dump and restore changes.',
);
export const extensionName = optional('extension_name', 'text', 'Extension the object is a member of.');
export const definition = (what: string) => required('definition', 'text', what);

/** How a constraint is checked. */
export const constraintState = [
  required('is_deferrable', 'boolean', 'Whether it is DEFERRABLE.'),
  required('is_initially_deferred', 'boolean', 'Whether it is INITIALLY DEFERRED.'),
  required('is_validated', 'boolean', 'False after NOT VALID until it is validated.'),
  required('is_enforced', 'boolean', 'False for NOT ENFORCED (PostgreSQL 18).'),
] as const;

/** When a trigger or a rule fires, by session_replication_role. */
export const enabled = required('enabled', 'text', 'origin (the default), replica, always or disabled.');

/** The options of foreign objects, which may hold credentials. */
export const foreignOptions = optional(
  'options',
  'json',
  'Options as an object of texts, values that look secret redacted; null when none is set or readable.',
);

/** The identity of whatever has a name in a schema's relation namespace (pg_class). */
export const relationIdentity = {
  namespace: 'relation',
  columns: ['database_name', 'schema_name', 'table_name'],
} as const;

/** The identity of a schema. */
export const schemaIdentity = { namespace: 'schema', columns: ['database_name', 'schema_name'] } as const;

/** The identity of a role, which all databases of a server share. */
export const roleIdentity = { namespace: 'role', columns: ['role_name'] } as const;

/** The identity of a database. */
export const databaseIdentity = { namespace: 'database', columns: ['database_name'] } as const;

export const typeName = required('type_name', 'text', 'Name of the type.');

/** The identity of a type of any kind (pg_type). */
export const typeIdentity = {
  namespace: 'type',
  columns: ['database_name', 'schema_name', 'type_name'],
} as const;
