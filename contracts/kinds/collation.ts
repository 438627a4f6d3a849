import { defineKind, optional, required } from './kind.js';
import {
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
} from './shared-columns.js';

export const collationKind = defineKind({
  kind: 'collation',
  plural: 'collations',
  doc: 'Collations with their provider and locale.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'collation', columns: ['database_name', 'schema_name', 'collation_name'] },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('collation_name', 'text', 'Name of the collation.'),
    owner,
    required('provider', 'text', 'libc, icu, builtin (PostgreSQL 17) or default.'),
    required('is_deterministic', 'boolean', 'Whether only strings of the same bytes are equal.'),
    optional('encoding', 'text', 'Encoding it works in, null for any.'),
    optional('collate', 'text', 'LC_COLLATE of a libc collation.'),
    optional('ctype', 'text', 'LC_CTYPE of a libc collation.'),
    optional('locale', 'text', 'Locale of an ICU or builtin collation.'),
    optional('icu_rules', 'text', 'Additional ICU rules (PostgreSQL 16).'),
    optional('version', 'text', 'Version of the collation that the provider gave when it was made.'),
    comment,
    extensionName,
    oid,
  ],
});
