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

export const textSearchConfigurationKind = defineKind({
  kind: 'text_search_configuration',
  plural: 'text_search_configurations',
  doc: 'Text search configurations: a parser, and dictionaries for its token types.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'text_search_configuration',
    columns: ['database_name', 'schema_name', 'configuration_name'],
  },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('configuration_name', 'text', 'Name of the configuration.'),
    owner,
    required('parser', 'text', 'Parser, qualified.'),
    required(
      'mappings',
      'json',
      "Dictionaries by token type, in the parser's order: [{token_type, dictionaries}], dictionaries as SQL in the order they are asked; token_type is null when the parser could not be asked for its name.",
    ),
    comment,
    extensionName,
    oid,
  ],
});
