import { defineKind, optional, required } from './kind.js';
import {
  acl,
  comment,
  databaseIdentity,
  databaseName,
  extensionName,
  redactedOptions,
  oid,
  owner,
} from './shared-columns.js';

export const foreignDataWrapperKind = defineKind({
  kind: 'foreign_data_wrapper',
  plural: 'foreign_data_wrappers',
  doc: 'Foreign-data wrappers.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'foreign_data_wrapper', columns: ['database_name', 'wrapper_name'] },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required('wrapper_name', 'text', 'Name of the foreign-data wrapper.'),
    owner,
    optional('handler', 'text', 'Handler function, schema-qualified and quoted; null for NO HANDLER.'),
    optional('validator', 'text', 'Validator function, schema-qualified and quoted; null for NO VALIDATOR.'),
    redactedOptions,
    acl,
    comment,
    extensionName,
    oid,
  ],
});
