-- privilege: entries of the access control lists, by the schema of the object; a schema's own list is in itself.
-- Those of pg_catalog that are as initdb made them are filtered, and those of other system schemas.
-- Parameters: none. After shared.sql.
WITH list AS (
  SELECT tableoid AS classid, oid AS objid, 0 AS objsubid, relnamespace AS namespace_oid, relacl AS acl FROM pg_class WHERE relacl IS NOT NULL
  UNION ALL
  SELECT c.tableoid, c.oid, a.attnum, c.relnamespace, a.attacl
  FROM special_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL SELECT tableoid, oid, 0, pronamespace, proacl FROM pg_proc WHERE proacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, typnamespace, typacl FROM pg_type WHERE typacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, oid, nspacl FROM pg_namespace WHERE nspacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, 0, datacl FROM pg_database WHERE datacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, 0, lanacl FROM pg_language WHERE lanacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, 0, fdwacl FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, 0, srvacl FROM pg_foreign_server WHERE srvacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, 0, spcacl FROM pg_tablespace WHERE spcacl IS NOT NULL
  UNION ALL SELECT tableoid, oid, 0, 0, paracl FROM pg_parameter_acl WHERE paracl IS NOT NULL -- since 15
), list_length AS (
  SELECT n.nspname, (SELECT count(*) FROM aclexplode(l.acl)) AS entries,
         n.nspname = 'information_schema' OR n.nspname LIKE 'pg\_%' AND (n.nspname <> 'pg_catalog' OR EXISTS (
           SELECT FROM pg_init_privs i
           WHERE (i.classoid, i.objoid, i.objsubid) = (l.classid, l.objid, l.objsubid) AND i.initprivs = l.acl)) AS is_initial
  FROM list l LEFT JOIN pg_namespace n ON n.oid = l.namespace_oid
)
SELECT nspname::text AS schema_name, sum(entries)::int8 AS counted,
       coalesce(sum(entries) FILTER (WHERE is_initial), 0)::int8 AS filtered, 0::int8 AS denied
FROM list_length
GROUP BY nspname;
