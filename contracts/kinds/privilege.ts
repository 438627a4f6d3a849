import { defineKind, optional, required } from './kind.js';
import { databaseIdentity, databaseName } from './shared-columns.js';

export const privilegeKind = defineKind({
  kind: 'privilege',
  plural: 'privileges',
  doc: 'Every privilege in an access control list, one a row; objects that have only the built-in defaults have none.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'privilege',
    columns: [
      'database_name',
      'object_kind',
      'schema_name',
      'object_name',
      'argument_types',
      'column_name',
      'grantor',
      'grantee',
      'privilege',
    ],
  },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required(
      'object_kind',
      'text',
      'table, view, materialized view, foreign table, sequence, column, function, procedure, aggregate, type, domain, schema, database, language, foreign data wrapper, foreign server, tablespace or parameter (PostgreSQL 15).',
    ),
    optional(
      'schema_name',
      'text',
      'Schema of the object, of a schema its own name; null for what is in none.',
    ),
    required('object_name', 'text', "Name of the object; of a column, its table's."),
    optional(
      'argument_types',
      'text',
      'Types of the input arguments of a routine, comma-separated, which with the name identify it.',
    ),
    optional('column_name', 'text', 'Column, for a privilege on one.'),
    required('grantor', 'text', 'Role that granted it.'),
    required('grantee', 'text', 'Role that has it; public for everybody, a name that no role can have.'),
    required('privilege', 'text', 'SELECT, USAGE, EXECUTE and so on.'),
    required('is_grantable', 'boolean', 'WITH GRANT OPTION.'),
    optional('extension_name', 'text', 'Extension that the object is a member of.'),
  ],
});
