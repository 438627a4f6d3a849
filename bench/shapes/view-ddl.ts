import { parentOf, type TableOf } from './table-ddl.js';

/** Views go over a table of a number that is a multiple of this, and its parent: 500 views of 10,000 tables. */
const TABLES_PER_VIEW = 20;

/** The statements that make the view over a table, as reports are: joins, expressions, a window. Empty for most tables. */
export function viewDdl({ table, nameOf }: Pick<TableOf, 'table' | 'nameOf'>): string {
  if (table % TABLES_PER_VIEW !== 0) return '';
  const name = `${nameOf(table)}_overview`;
  return `CREATE VIEW ${name} AS
SELECT child.tenant_id, child.id, parent.id AS parent_id, upper(child.attribute_1) AS title,
  COALESCE(child.attribute_2, parent.attribute_2, 'none') AS label,
  round(child.attribute_3 * 1.2, 2) AS gross, date_trunc('month', child.attribute_4) AS month,
  CASE WHEN child.attribute_5 THEN 'open' WHEN parent.attribute_5 THEN 'waiting' ELSE 'closed' END AS state,
  child.attribute_6 ->> 'note' AS note,
  sum(child.attribute_3) OVER (PARTITION BY child.tenant_id ORDER BY child.attribute_4) AS running_total
FROM ${nameOf(table)} child
LEFT JOIN ${nameOf(parentOf(table))} parent
  ON parent.id = child.parent_id AND parent.tenant_id = child.parent_tenant_id
WHERE child.attribute_4 > now() - interval '1 year' AND child.attribute_16 <> '';
COMMENT ON VIEW ${name} IS 'Generated view over table number ${table}.';`;
}
