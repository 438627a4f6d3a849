-- Relations and functions of pg_catalog that a role may not use, and the privilege that lets it.
-- Parameters: $1 names, of columns too; $2 the role, or public for what every role may.
-- A relation of which the role may read some columns (pg_subscription, which has connection strings in another) is
-- granted by the columns named only.
SELECT c.relname::text AS name,
       CASE WHEN has_any_column_privilege($2::name, c.oid, 'SELECT')
            THEN format('SELECT (%s) ON TABLE pg_catalog.%I', a.names, c.relname)
            ELSE format('SELECT ON TABLE pg_catalog.%I', c.relname) END AS privilege,
       has_any_column_privilege($2::name, c.oid, 'SELECT') AS is_partial
FROM pg_class c
CROSS JOIN LATERAL (
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS names
  FROM pg_attribute a
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attname = ANY ($1::text[]) AND NOT has_column_privilege($2::name, c.oid, a.attnum, 'SELECT')
) a
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relname = ANY ($1::text[])
  AND NOT has_table_privilege($2::name, c.oid, 'SELECT')
  AND (a.names IS NOT NULL OR NOT has_any_column_privilege($2::name, c.oid, 'SELECT'))
UNION ALL
SELECT p.proname::text, format('EXECUTE ON FUNCTION pg_catalog.%s', p.oid::regprocedure), false
FROM pg_proc p
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY ($1::text[])
  AND NOT has_function_privilege($2::name, p.oid, 'EXECUTE')
ORDER BY 1, 2;
