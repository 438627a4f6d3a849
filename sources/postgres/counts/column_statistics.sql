-- column_statistics: statistics of table columns.
-- pg_stats hides what the role may not read, and only a superuser may look behind it: the columns of analyzed tables
-- that it may not read are counted as denied. Some of them may have no statistics.
-- Parameters: none.
WITH visible AS (
  -- Statistics of an expression index stand there under the index's name; they are not a table's.
  SELECT n.nspname, count(*) AS counted
  FROM pg_stats s
  JOIN pg_namespace n ON n.nspname = s.schemaname
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
  WHERE c.relkind IN ('r', 'p', 'm', 'f')
  GROUP BY n.nspname
), hidden AS (
  -- Who may read a table may read its columns: those of the other tables alone are looked at.
  SELECT n.nspname, sum(a.unreadable)::int8 AS denied
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT count(*) AS unreadable FROM pg_attribute t
    WHERE t.attrelid = c.oid AND t.attnum > 0 AND NOT t.attisdropped
      AND (c.relrowsecurity AND row_security_active(c.oid) OR NOT has_column_privilege(c.oid, t.attnum, 'SELECT'))
    OFFSET 0
  ) a
  WHERE c.relkind IN ('r', 'm', 'f') AND c.reltuples > 0 AND NOT (n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema')
    AND (c.relrowsecurity AND row_security_active(c.oid) OR NOT has_table_privilege(c.oid, 'SELECT'))
    AND a.unreadable > 0
  GROUP BY n.nspname
)
SELECT n.nspname::text AS schema_name, coalesce(v.counted, 0) + coalesce(h.denied, 0) AS counted,
       CASE WHEN n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema' THEN coalesce(v.counted, 0) ELSE 0 END AS filtered, coalesce(h.denied, 0) AS denied
FROM pg_namespace n LEFT JOIN visible v USING (nspname) LEFT JOIN hidden h USING (nspname)
WHERE v.nspname IS NOT NULL OR h.nspname IS NOT NULL;
