-- counts: what the source itself counts of every kind, system schemas included, and how many of those a filter leaves out.
-- Parameters: none. Kept apart from the kinds' own queries: few joins, so that a wrong join there shows here.
WITH relation AS (
  SELECT c.oid, c.relkind, c.relowner, c.relrowsecurity, c.reltuples,
         n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema' AS is_system
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
)
SELECT 'database' AS kind, count(*) AS counted, 0::int8 AS filtered, 0::int8 AS denied FROM pg_database
UNION ALL
SELECT 'schema', count(*), count(*) FILTER (WHERE nspname LIKE 'pg\_%' OR nspname = 'information_schema'), 0 FROM pg_namespace
UNION ALL
SELECT k.kind, count(r.oid), count(r.oid) FILTER (WHERE r.is_system), 0
FROM (VALUES ('table', ARRAY['r', 'p', 'f']), ('view', ARRAY['v']), ('materialized_view', ARRAY['m']),
             ('index', ARRAY['i', 'I']), ('sequence', ARRAY['S']), ('table_statistics', ARRAY['r', 'p', 'm'])) AS k (kind, relkinds)
LEFT JOIN relation r ON r.relkind = ANY (k.relkinds::"char"[])
GROUP BY k.kind
UNION ALL
SELECT 'column', count(*), count(*) FILTER (WHERE r.is_system), 0
FROM pg_attribute a JOIN relation r ON r.oid = a.attrelid
WHERE a.attnum > 0 AND NOT a.attisdropped AND r.relkind IN ('r', 'p', 'f', 'v', 'm')
UNION ALL
SELECT k.kind, count(con.oid), count(con.oid) FILTER (WHERE con.is_system), 0
FROM (VALUES ('table_constraint', ARRAY['p', 'u', 'c', 'x', 'n']), ('foreign_key', ARRAY['f'])) AS k (kind, contypes)
LEFT JOIN (SELECT con.oid, con.contype, r.is_system FROM pg_constraint con JOIN relation r ON r.oid = con.conrelid) con
       ON con.contype = ANY (k.contypes::"char"[])
GROUP BY k.kind
UNION ALL
SELECT 'enum_type', count(*), count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema'), 0
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e'
UNION ALL
-- pg_stats hides what the role may not read, and only a superuser may look behind it: the columns of analyzed tables
-- that it may not read are counted as denied. Some of them may have no statistics.
SELECT 'column_statistics', visible.counted + hidden.denied, visible.filtered, hidden.denied
FROM (
  -- Statistics of an expression index stand there under the index's name; they are not a table's.
  SELECT count(*) AS counted, count(*) FILTER (WHERE r.is_system) AS filtered
  FROM pg_stats s
  JOIN pg_namespace n ON n.nspname = s.schemaname
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
  JOIN relation r ON r.oid = c.oid
  WHERE c.relkind IN ('r', 'p', 'm', 'f')
) visible, (
  SELECT count(*) AS denied
  FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid
  WHERE r.relkind IN ('r', 'm', 'f') AND r.reltuples > 0 AND NOT r.is_system AND a.attnum > 0 AND NOT a.attisdropped
    AND (NOT has_column_privilege(r.oid, a.attnum, 'SELECT') OR r.relrowsecurity AND row_security_active(r.oid))
) hidden
ORDER BY kind;
