import { columnTypeRule, isOfType } from '../column-type-rule.js';

export const timetzType = columnTypeRule({
  code: 'SS302',
  summary: 'A column is of type time with time zone.',
  why: "A time of day with an offset but no date can't follow daylight saving time; the type is there for the SQL standard only.",
  severity: 'info',
  better: (column) => (isOfType(column, 'timetz') ? 'time' : null),
});
