-- tablespace: tablespaces; two are built in.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, count(*) FILTER (WHERE oid < 16384) AS filtered, 0::int8 AS denied
FROM pg_tablespace;
