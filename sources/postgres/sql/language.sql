-- language: procedural languages, built-in ones left out.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       l.lanname::text AS language_name,
       pg_get_userbyid(l.lanowner)::text AS owner,
       l.lanpltrusted AS is_trusted,
       nullif(l.lanplcallfoid::oid, 0)::regproc::text AS handler_function,
       nullif(l.laninline::oid, 0)::regproc::text AS inline_function,
       nullif(l.lanvalidator::oid, 0)::regproc::text AS validator_function,
       CASE WHEN l.lanacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(l.lanacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       e.extname::text AS extension_name,
       l.oid::int8 AS oid
FROM pg_language l
LEFT JOIN pg_description d ON d.classoid = 'pg_language'::regclass AND d.objoid = l.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_language'::regclass AND m.objid = l.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE l.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND l.oid >= 16384
ORDER BY l.oid;
