-- privilege: access control lists, one privilege a row; where a list is null only the built-in defaults apply.
-- Of pg_catalog those lists that were changed since initdb (pg_init_privs).
-- 10,000 tables with grants to three roles each are 172,000 privileges and take 0.4 s; without any grant it is the scan of
-- pg_attribute, 0.04 s for 200,000 columns.
-- Parameters: $1 lowest oid of an object, $2 highest, both included; a column's is its table's.
WITH object AS (
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                        WHEN 'S' THEN 'sequence' ELSE 'table' END AS object_kind,
         c.relnamespace AS namespace_oid, c.relname AS object_name, NULL::text AS argument_types, NULL::name AS column_name,
         c.relacl AS acl, c.tableoid AS classid, c.oid AS objid, 0 AS objsubid
  FROM pg_class c WHERE c.relacl IS NOT NULL
  UNION ALL
  SELECT 'column', c.relnamespace, c.relname, NULL, a.attname, a.attacl, c.tableoid, c.oid, a.attnum
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
         p.pronamespace, p.proname, oidvectortypes(p.proargtypes), NULL, p.proacl, p.tableoid, p.oid, 0
  FROM pg_proc p WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, t.typnamespace, t.typname, NULL, NULL, t.typacl, t.tableoid, t.oid, 0
  FROM pg_type t WHERE t.typacl IS NOT NULL
  UNION ALL
  SELECT 'schema', n.oid, n.nspname, NULL, NULL, n.nspacl, n.tableoid, n.oid, 0
  FROM pg_namespace n WHERE n.nspacl IS NOT NULL
  UNION ALL
  SELECT 'database', 0, d.datname, NULL, NULL, d.datacl, d.tableoid, d.oid, 0
  FROM pg_database d WHERE d.datacl IS NOT NULL
  UNION ALL
  SELECT 'language', 0, l.lanname, NULL, NULL, l.lanacl, l.tableoid, l.oid, 0
  FROM pg_language l WHERE l.lanacl IS NOT NULL
  UNION ALL
  SELECT 'foreign data wrapper', 0, w.fdwname, NULL, NULL, w.fdwacl, w.tableoid, w.oid, 0
  FROM pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
  UNION ALL
  SELECT 'foreign server', 0, s.srvname, NULL, NULL, s.srvacl, s.tableoid, s.oid, 0
  FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL
  UNION ALL
  SELECT 'tablespace', 0, s.spcname, NULL, NULL, s.spcacl, s.tableoid, s.oid, 0
  FROM pg_tablespace s WHERE s.spcacl IS NOT NULL
  UNION ALL -- since 15
  SELECT 'parameter', 0, p.parname::name, NULL, NULL, p.paracl, p.tableoid, p.oid, 0 -- since 15
  FROM pg_parameter_acl p WHERE p.paracl IS NOT NULL -- since 15
)
SELECT current_database() AS database_name,
       o.object_kind,
       n.nspname AS schema_name,
       o.object_name AS object_name,
       o.argument_types,
       o.column_name AS column_name,
       pg_get_userbyid(x.grantor) AS grantor,
       CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END AS grantee,
       x.privilege_type AS privilege,
       x.is_grantable,
       e.extname AS extension_name
FROM object o
CROSS JOIN LATERAL ROWS FROM (aclexplode(o.acl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
LEFT JOIN pg_namespace n ON n.oid = o.namespace_oid
LEFT JOIN pg_init_privs i ON n.nspname = 'pg_catalog' AND i.classoid = o.classid AND i.objoid = o.objid AND i.objsubid = o.objsubid
LEFT JOIN pg_depend em ON em.classid = o.classid AND em.objid = o.objid AND em.objsubid = 0
      AND em.refclassid = 'pg_extension'::regclass AND em.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = em.refobjid
WHERE o.objid BETWEEN $1::int8::oid AND $2::int8::oid
  AND (n.oid IS NULL OR n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
       OR n.nspname = 'pg_catalog' AND o.acl IS DISTINCT FROM i.initprivs)
ORDER BY o.classid, o.objid, o.objsubid, x.position;
