import { defineKind, optional, required } from './kind.js';
import { comment, databaseName, extensionName, oid, schemaIdentity, schemaName } from './shared-columns.js';

export const textSearchTemplateKind = defineKind({
  kind: 'text_search_template',
  plural: 'text_search_templates',
  doc: 'Text search templates, which dictionaries are made from.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'text_search_template', columns: ['database_name', 'schema_name', 'template_name'] },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('template_name', 'text', 'Name of the template.'),
    optional('init_function', 'text', 'Function that sets a dictionary up (INIT), as SQL.'),
    required('lexize_function', 'text', 'Function that looks a token up (LEXIZE), as SQL.'),
    comment,
    extensionName,
    oid,
  ],
});
