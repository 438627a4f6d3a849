-- Columns whose statistics pg_stats hides from the role because row-level security applies to it.
-- Parameters: $1 names listed at most.
WITH relation AS (
  SELECT n.nspname, c.relname, row_security_active(c.oid) AS active,
         (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
)
SELECT coalesce(sum(columns), 0)::int8 AS total, coalesce(sum(columns) FILTER (WHERE active), 0)::int8 AS affected,
       count(*) FILTER (WHERE active) AS relations,
       (SELECT jsonb_agg(r.name) FROM (
         SELECT format('%I.%I', nspname, relname) AS name
         FROM relation WHERE active ORDER BY nspname, relname LIMIT $1::int8) r) AS names
FROM relation;
