import { defineKind, optional, required } from './kind.js';
import { databaseName, extensionName } from './shared-columns.js';

const PARTS =
  'routines and operators with their argument types, operator classes with USING and their access method';

export const dependencyKind = defineKind({
  kind: 'dependency',
  plural: 'dependencies',
  doc: 'What objects need of others (pg_depend): views of tables, columns and functions, defaults, indexes and triggers of functions, columns of types. Left out is what other kinds tell: the parts of a relation on itself, foreign keys on their tables, the schema of an object.',
  scope: 'relation',
  stage: 'extractObjects',
  identity: {
    namespace: 'dependency',
    columns: [
      'database_name',
      'dependent_kind',
      'dependent_schema',
      'dependent_name',
      'dependent_part',
      'referenced_kind',
      'referenced_schema',
      'referenced_name',
      'referenced_part',
      'dependency_type',
    ],
  },
  parent: { namespace: 'database', columns: ['database_name'] },
  columns: [
    databaseName,
    required(
      'dependent_kind',
      'text',
      'Kind of the object that needs the other; column stands for the default of one when a part is named.',
    ),
    optional('dependent_schema', 'text', 'Schema of the dependent object, null when its kind has none.'),
    required('dependent_name', 'text', `Name of the dependent object or of its table; ${PARTS}.`),
    required(
      'dependent_part',
      'text',
      'Column, or constraint, trigger, rule or policy of the table or domain; empty for the object itself.',
    ),
    required('referenced_kind', 'text', 'Kind of the object that is needed.'),
    optional('referenced_schema', 'text', 'Schema of the referenced object, null when its kind has none.'),
    required('referenced_name', 'text', `Name of the referenced object or of its table; ${PARTS}.`),
    required('referenced_part', 'text', 'Column, or constraint of the table; empty for the object itself.'),
    required(
      'dependency_type',
      'text',
      'normal, or extension for what an object was made to depend on by DEPENDS ON EXTENSION.',
    ),
    extensionName,
  ],
});
