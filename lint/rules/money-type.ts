import { columnTypeRule, isOfType } from '../column-type-rule.js';

export const moneyType = columnTypeRule({
  code: 'SS301',
  summary: 'A column is of type money.',
  why: "What is stored has no currency, and the number of decimals follows the server's locale: a dump restored elsewhere means other amounts.",
  severity: 'warning',
  better: (column) => (isOfType(column, 'money') ? 'numeric(12,2)' : null),
});
