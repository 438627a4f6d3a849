-- Columns whose statistics pg_stats hides from the role because it may not read them.
-- Parameters: $1 privileges listed at most.
WITH relation AS (
  SELECT n.nspname, c.relname, count(*) AS columns,
         count(*) FILTER (WHERE NOT has_column_privilege(c.oid, a.attnum, 'SELECT')) AS hidden,
         string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE NOT has_column_privilege(c.oid, a.attnum, 'SELECT')) AS names
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  GROUP BY n.nspname, c.relname
)
SELECT coalesce(sum(columns), 0)::int8 AS total, coalesce(sum(hidden), 0)::int8 AS affected,
       count(*) FILTER (WHERE hidden > 0) AS relations,
       (SELECT jsonb_agg(p.privilege) FROM (
         SELECT CASE WHEN hidden < columns THEN format('SELECT (%s) ON TABLE %I.%I', names, nspname, relname)
                     ELSE format('SELECT ON TABLE %I.%I', nspname, relname) END AS privilege
         FROM relation WHERE hidden > 0 ORDER BY nspname, relname LIMIT $1::int8) p) AS privileges,
       (SELECT jsonb_agg(DISTINCT quote_ident(nspname)) FROM relation WHERE hidden > 0) AS schemas
FROM relation;
