-- schema: the schemas of the database that are not the system's.
-- Parameters: $1 lowest schema oid, $2 highest schema oid, both included.
SELECT current_database() AS database_name,
       n.nspname AS schema_name,
       pg_get_userbyid(n.nspowner) AS owner,
       ext.extname AS extension_name,
       CASE WHEN n.nspacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(n.nspacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       n.oid AS oid
FROM pg_namespace n
LEFT JOIN (
  SELECT e.extname, m.objid FROM pg_extension e JOIN pg_depend m ON m.refobjid = e.oid
  WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = ANY (ARRAY(SELECT oid FROM pg_extension))
    AND m.classid = 'pg_namespace'::regclass AND m.deptype = 'e'
) ext ON ext.objid = n.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
WHERE n.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY n.nspname;
