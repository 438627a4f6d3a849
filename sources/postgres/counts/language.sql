-- language: languages, those the server itself knows included.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, count(*) FILTER (WHERE l.oid < 16384) AS filtered, 0::int8 AS denied
FROM pg_language l;
