import { defineKind, optional, required } from './kind.js';
import { acl, comment, databaseName, extensionName, oid, owner } from './shared-columns.js';

export const languageKind = defineKind({
  kind: 'language',
  plural: 'languages',
  doc: 'Procedural languages, built-in ones left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'language', columns: ['database_name', 'language_name'] },
  parent: { namespace: 'database', columns: ['database_name'] },
  columns: [
    databaseName,
    required('language_name', 'text', 'Name of the language.'),
    owner,
    required('is_trusted', 'boolean', 'Whether any role with USAGE may write functions in it.'),
    optional('handler_function', 'text', 'Function that runs functions in it (HANDLER), as SQL.'),
    optional('inline_function', 'text', 'Function that runs DO blocks (INLINE), as SQL.'),
    optional('validator_function', 'text', 'Function that checks new functions (VALIDATOR), as SQL.'),
    acl,
    comment,
    extensionName,
    oid,
  ],
});
