import { defineKind, required } from './kind.js';
import {
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
} from './shared-columns.js';

export const conversionKind = defineKind({
  kind: 'conversion',
  plural: 'conversions',
  doc: 'Conversions between character set encodings.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'conversion', columns: ['database_name', 'schema_name', 'conversion_name'] },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('conversion_name', 'text', 'Name of the conversion.'),
    owner,
    required('source_encoding', 'text', 'Encoding that is converted, such as UTF8.'),
    required('target_encoding', 'text', 'Encoding it is converted to.'),
    required('function', 'text', 'Function that converts, as SQL.'),
    required('is_default', 'boolean', 'Whether it is the default for these encodings.'),
    comment,
    extensionName,
    oid,
  ],
});
