-- foreign_data_wrapper: foreign-data wrappers of the database.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       w.fdwname AS wrapper_name,
       pg_get_userbyid(w.fdwowner) AS owner,
       (SELECT format('%I.%I', pn.nspname, p.proname) FROM pg_proc p JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = w.fdwhandler) AS handler,
       (SELECT format('%I.%I', pn.nspname, p.proname) FROM pg_proc p JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = w.fdwvalidator) AS validator,
       CASE WHEN w.fdwoptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass(?!word_encryption)|pwd|secret|token|credential|key|conninfo|dsn' OR o.option_value ~* '(pass(word|wd)?|pwd|secret|token)\s*=|://[^/@\s]*:[^/@\s]*@' THEN '***' ELSE o.option_value END)
         FROM pg_options_to_table(w.fdwoptions) o
       ) END AS options,
       CASE WHEN w.fdwacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(w.fdwacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       e.extname AS extension_name,
       w.oid::int8 AS oid
FROM pg_foreign_data_wrapper w
LEFT JOIN pg_description d ON d.classoid = 'pg_foreign_data_wrapper'::regclass AND d.objoid = w.oid AND d.objsubid = 0
LEFT JOIN pg_depend em ON em.classid = 'pg_foreign_data_wrapper'::regclass AND em.objid = w.oid AND em.objsubid = 0
      AND em.refclassid = 'pg_extension'::regclass AND em.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = em.refobjid
WHERE w.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND w.oid >= 16384
ORDER BY w.oid;
