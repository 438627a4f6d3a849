-- default_privilege: what ALTER DEFAULT PRIVILEGES has set.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       pg_get_userbyid(p.defaclrole) AS role_name,
       n.nspname AS schema_name,
       CASE p.defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function' WHEN 'T' THEN 'type'
                            WHEN 'n' THEN 'schema' WHEN 'L' THEN 'large object' END AS object_type,
       CASE WHEN p.defaclacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(p.defaclacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       p.oid::int8 AS oid
FROM pg_default_acl p
LEFT JOIN pg_namespace n ON n.oid = p.defaclnamespace
WHERE p.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND (n.oid IS NULL OR n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')
ORDER BY p.oid;
