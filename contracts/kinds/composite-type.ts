import { defineKind, required } from './kind.js';
import {
  acl,
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
  typeIdentity,
  typeName,
} from './shared-columns.js';

export const compositeTypeKind = defineKind({
  kind: 'composite_type',
  plural: 'composite_types',
  doc: 'Stand-alone composite types (CREATE TYPE ... AS); row types of tables are left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: typeIdentity,
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    typeName,
    owner,
    required(
      'attributes',
      'json',
      "Attributes in order, dropped ones left out: [{name, type, collation, comment}]; collation is null when it is the type's.",
    ),
    acl,
    comment,
    extensionName,
    oid,
  ],
});
