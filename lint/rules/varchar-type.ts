import { columnTypeRule, isOfType } from '../column-type-rule.js';

export const varcharType = columnTypeRule({
  code: 'SS306',
  summary: 'A column is of type varchar(n).',
  why: 'A limit that was a guess must be raised one day; a check constraint on text says what the limit is for and can be changed without a rewrite.',
  severity: 'info',
  offByDefault: true,
  better: (column) => (isOfType(column, 'varchar') && column.type_modifier !== null ? 'text' : null),
});
