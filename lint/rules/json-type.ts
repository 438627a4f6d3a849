import { columnTypeRule, isOfType } from '../column-type-rule.js';

export const jsonType = columnTypeRule({
  code: 'SS304',
  summary: 'A column is of type json.',
  why: "It is parsed at every use, can't be compared and has no operators that an index supports; jsonb has.",
  severity: 'info',
  better: (column) => (isOfType(column, 'json') ? 'jsonb' : null),
});
