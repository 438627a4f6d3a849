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
export const optionOrder = optional(
  'option_order',
  'json',
  'Names of the storage parameters in the order they were set in, where there are several; null otherwise.',
);
export const oid = physical(
  'oid',
  'int64',
  'Object identifier in the source, which a dump and restore changes.',
);
export const extensionName = optional('extension_name', 'text', 'Extension the object is a member of.');
/** The server's own print of an object, which it may be unable to give for a locked or broken one. */
export const definition = (what: string) =>
  optional('definition', 'text', `${what}; null when it could not be read.`);
export const toastOptions = optional(
  'toast_options',
  'json',
  'Storage parameters of the TOAST table as an object of texts, null when none is set.',
);
export const tableForeignOptions = (of: string) =>
  optional('foreign_options', 'json', `Options of ${of}, values of secret-looking keys redacted.`);
export const clusteredIndex = optional(
  'clustered_index',
  'text',
  'Index that CLUSTER uses, in the same schema; null when none was chosen.',
);

/** The constraint of the partitioned table that a partition's constraint was made for. */
export const inheritedFrom = [
  optional('inherited_from', 'text', "Constraint of the partitioned parent's that it is inherited from."),
  optional('inherited_from_schema', 'text', "Schema of that constraint's table."),
  optional('inherited_from_table', 'text', "That constraint's table."),
] as const;

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
export const redactedOptions = optional(
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
