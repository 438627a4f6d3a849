-- access_method: access methods.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, count(*) FILTER (WHERE a.oid < 16384) AS filtered, 0::int8 AS denied
FROM pg_am a;
