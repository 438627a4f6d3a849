-- default_privilege: default access control lists, by the schema they are for.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_default_acl p LEFT JOIN pg_namespace n ON n.oid = p.defaclnamespace
GROUP BY n.nspname;
