-- publication_schema: schemas that publications name as a whole.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_namespace n JOIN pg_publication_namespace s ON s.pnnspid = n.oid -- since 15
    -- before 15: FROM pg_namespace n WHERE false
GROUP BY n.nspname;
