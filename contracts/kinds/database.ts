import { defineKind, optional, required } from './kind.js';
import { acl, comment, oid, owner } from './shared-columns.js';

export const databaseKind = defineKind({
  kind: 'database',
  plural: 'databases',
  doc: 'Databases of the server, those that were not extracted included.',
  scope: 'database',
  stage: 'discoverSchemas',
  identity: { namespace: 'database', columns: ['database_name'] },
  parent: null,
  columns: [
    required('database_name', 'text', 'Name of the database.'),
    owner,
    required('is_extracted', 'boolean', 'Whether this run connected to it and read what it holds.'),
    required('encoding', 'text', 'Character set encoding, such as UTF8.'),
    optional('locale_provider', 'text', 'libc, icu or builtin; null before PostgreSQL 15.'),
    optional('collate', 'text', 'LC_COLLATE of the database.'),
    optional('ctype', 'text', 'LC_CTYPE of the database.'),
    optional('locale', 'text', 'ICU or builtin locale, where that provider is used.'),
    optional('icu_rules', 'text', 'Additional ICU collation rules (PostgreSQL 16).'),
    optional('collation_version', 'text', 'Version of the collation it was made with (PostgreSQL 15).'),
    required('is_template', 'boolean', 'Whether it can be cloned by any role with CREATEDB.'),
    required('allows_connections', 'boolean', 'False for a database nobody may connect to.'),
    required('connection_limit', 'int32', 'Most concurrent connections; -1 means no limit.'),
    required('tablespace', 'text', 'Default tablespace.'),
    optional(
      'configuration',
      'json',
      'Settings of ALTER DATABASE ... SET for every role, as an object of texts, secrets redacted.',
    ),
    required(
      'counters_since',
      'timestamp',
      'Since when, at the latest, the server counts scans and changed rows of this database: the last reset, or its own start.',
    ),
    acl,
    comment,
    oid,
  ],
});
