import { columnTypeRule, isOfType } from '../column-type-rule.js';

export const timestampType = columnTypeRule({
  code: 'SS303',
  summary: 'A column is of type timestamp without time zone.',
  why: 'It holds what a clock showed somewhere, no moment: the same value means other moments to sessions in other time zones.',
  severity: 'info',
  better: (column) => (isOfType(column, 'timestamp') ? 'timestamptz' : null),
});
