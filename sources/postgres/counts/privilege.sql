-- privilege: entries of the access control lists, by the schema of the object; a system schema's own list is its own.
-- Parameters: none.
WITH list AS (
  SELECT relnamespace AS namespace_oid, relacl AS acl FROM pg_class WHERE relacl IS NOT NULL
  UNION ALL
  SELECT c.relnamespace, a.attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL SELECT pronamespace, proacl FROM pg_proc WHERE proacl IS NOT NULL
  UNION ALL SELECT typnamespace, typacl FROM pg_type WHERE typacl IS NOT NULL
  UNION ALL SELECT oid, nspacl FROM pg_namespace WHERE nspacl IS NOT NULL
  UNION ALL SELECT 0, datacl FROM pg_database WHERE datacl IS NOT NULL
  UNION ALL SELECT 0, lanacl FROM pg_language WHERE lanacl IS NOT NULL
  UNION ALL SELECT 0, fdwacl FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
  UNION ALL SELECT 0, srvacl FROM pg_foreign_server WHERE srvacl IS NOT NULL
  UNION ALL SELECT 0, spcacl FROM pg_tablespace WHERE spcacl IS NOT NULL
  UNION ALL SELECT 0, paracl FROM pg_parameter_acl WHERE paracl IS NOT NULL -- since 15
)
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM list l CROSS JOIN LATERAL aclexplode(l.acl) x LEFT JOIN pg_namespace n ON n.oid = l.namespace_oid
GROUP BY n.nspname;
