-- base_type: base types and shell types, without the array types of other types.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE (t.typtype = 'b' OR NOT t.typisdefined) AND NOT EXISTS (SELECT FROM pg_type x WHERE x.typarray = t.oid)
GROUP BY n.nspname;
