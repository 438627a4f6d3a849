-- Sequences whose last value the role may not see.
-- Parameters: $1 privileges listed at most.
WITH sequence AS (
  SELECT n.nspname, c.relname, has_sequence_privilege(c.oid, 'SELECT, USAGE') AS readable
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'S' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
)
SELECT count(*) AS total, count(*) FILTER (WHERE NOT readable) AS affected,
       count(*) FILTER (WHERE NOT readable) AS relations,
       (SELECT jsonb_agg(p.privilege) FROM (
         SELECT format('SELECT ON SEQUENCE %I.%I', nspname, relname) AS privilege
         FROM sequence WHERE NOT readable ORDER BY nspname, relname LIMIT $1::int8) p) AS privileges,
       (SELECT jsonb_agg(DISTINCT quote_ident(nspname)) FROM sequence WHERE NOT readable) AS schemas
FROM sequence;
