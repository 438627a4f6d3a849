import { defineKind, optional, required } from './kind.js';
import { comment, databaseName, extensionName, oid, schemaIdentity, schemaName } from './shared-columns.js';

export const textSearchParserKind = defineKind({
  kind: 'text_search_parser',
  plural: 'text_search_parsers',
  doc: 'Text search parsers with their functions.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'text_search_parser', columns: ['database_name', 'schema_name', 'parser_name'] },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('parser_name', 'text', 'Name of the parser.'),
    required('start_function', 'text', 'Function that begins a text (START), as SQL.'),
    required('token_function', 'text', 'Function that gives the next token (GETTOKEN), as SQL.'),
    required('end_function', 'text', 'Function that ends a text (END), as SQL.'),
    required('token_types_function', 'text', 'Function that lists the token types (LEXTYPES), as SQL.'),
    optional('headline_function', 'text', 'Function that makes headlines (HEADLINE), as SQL.'),
    comment,
    extensionName,
    oid,
  ],
});
