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

export const textSearchDictionaryKind = defineKind({
  kind: 'text_search_dictionary',
  plural: 'text_search_dictionaries',
  doc: 'Text search dictionaries: a template with its options.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'text_search_dictionary',
    columns: ['database_name', 'schema_name', 'dictionary_name'],
  },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('dictionary_name', 'text', 'Name of the dictionary.'),
    owner,
    required('template', 'text', 'Template, qualified.'),
    optional(
      'init_options',
      'text',
      "Options as SQL, such as stopwords = 'english'; null when there are none.",
    ),
    comment,
    extensionName,
    oid,
  ],
});
