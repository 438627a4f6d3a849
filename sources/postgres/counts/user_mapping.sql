-- user_mapping: user mappings, those whose options the role may not see included.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, count(*) FILTER (WHERE umid < 16384) AS filtered, 0::int8 AS denied
FROM pg_user_mappings;
