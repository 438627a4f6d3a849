import { defineKind, optional, required } from './kind.js';
import {
  acl,
  comment,
  databaseName,
  definition,
  oid,
  options,
  owner,
  relationIdentity,
  schemaIdentity,
  schemaName,
} from './shared-columns.js';

export const materializedViewKind = defineKind({
  kind: 'materialized_view',
  plural: 'materialized_views',
  doc: 'Materialized views with their definitions.',
  scope: 'relation',
  stage: 'extractTables',
  identity: relationIdentity,
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('table_name', 'text', 'Name of the materialized view.'),
    owner,
    required('persistence', 'text', 'permanent or unlogged.'),
    definition('Query of the materialized view as pg_get_viewdef prints it.'),
    required('is_populated', 'boolean', 'False after CREATE or REFRESH ... WITH NO DATA.'),
    optional('access_method', 'text', 'Table access method, such as heap.'),
    optional('tablespace', 'text', "Tablespace, null for the database's default."),
    options,
    acl,
    comment,
    oid,
  ],
});
