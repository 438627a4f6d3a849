import { defineKind, optional, required } from './kind.js';
import { acl, comment, databaseName, oid, owner, schemaIdentity, schemaName } from './shared-columns.js';

export const sequenceKind = defineKind({
  kind: 'sequence',
  plural: 'sequences',
  doc: 'Sequences, those of serial and identity columns included.',
  scope: 'relation',
  stage: 'extractObjects',
  identity: { namespace: 'relation', columns: ['database_name', 'schema_name', 'sequence_name'] },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('sequence_name', 'text', 'Name of the sequence.'),
    owner,
    required('persistence', 'text', 'permanent, unlogged or temporary.'),
    required('data_type', 'text', 'smallint, integer or bigint.'),
    required('start_value', 'int64', 'START WITH.'),
    required('minimum_value', 'int64', 'MINVALUE.'),
    required('maximum_value', 'int64', 'MAXVALUE.'),
    required('increment_by', 'int64', 'INCREMENT BY.'),
    required('cache_size', 'int64', 'CACHE.'),
    required('is_cycled', 'boolean', 'Whether it wraps around.'),
    optional(
      'last_value',
      'int64',
      'Last value handed out; null when none was yet or the role may not read it.',
    ),
    optional('owned_by_schema', 'text', 'Schema of the column that owns it.'),
    optional('owned_by_table', 'text', 'Table of the column that owns it.'),
    optional('owned_by_column', 'text', 'Column that owns it.'),
    optional('ownership', 'text', 'auto (OWNED BY, serial) or internal (identity).'),
    acl,
    comment,
    oid,
  ],
});
