import { defineKind, optional, required } from './kind.js';
import { acl, comment, oid, options, owner } from './shared-columns.js';

export const tablespaceKind = defineKind({
  kind: 'tablespace',
  plural: 'tablespaces',
  doc: 'Tablespaces of the server other than pg_default and pg_global.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'tablespace', columns: ['tablespace_name'] },
  parent: null,
  columns: [
    required('tablespace_name', 'text', 'Name of the tablespace.'),
    owner,
    optional('location', 'text', 'Directory on the server; null when it could not be read.'),
    options,
    acl,
    comment,
    oid,
  ],
});
