import { columnTypeRule, isOfType } from '../column-type-rule.js';

export const charType = columnTypeRule({
  code: 'SS305',
  summary: 'A column is of type char(n).',
  why: 'Values are padded with blanks that comparisons ignore and patterns do not; it saves neither space nor time.',
  severity: 'info',
  offByDefault: true,
  better: (column) => (isOfType(column, 'bpchar') ? 'text' : null),
});
