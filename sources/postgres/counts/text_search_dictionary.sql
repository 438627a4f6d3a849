-- text_search_dictionary: text search dictionaries.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_ts_dict t JOIN pg_namespace n ON n.oid = t.dictnamespace
GROUP BY n.nspname;
