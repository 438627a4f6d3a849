-- user_mapping: user mappings of foreign servers; the view pg_user_mappings hides options from other roles.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       m.srvname AS server_name,
       CASE m.umuser WHEN 0 THEN 'public' ELSE m.usename END AS user_name,
       (SELECT a.rolsuper FROM pg_roles a WHERE a.rolname = current_user)
         OR m.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE')
         OR m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) AS options_readable,
       CASE WHEN m.umoptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass(?!word_encryption)|pwd|secret|token|credential|key|conninfo|dsn' OR o.option_value ~* '(pass(word|wd)?|pwd|secret|token)\s*=|://[^/@\s]*:[^/@\s]*@' THEN '***' ELSE o.option_value END)
         FROM pg_options_to_table(m.umoptions) o
       ) END AS options,
       e.extname AS extension_name,
       m.umid::int8 AS oid
FROM pg_user_mappings m
JOIN pg_foreign_server s ON s.oid = m.srvid
LEFT JOIN pg_depend em ON em.classid = 'pg_user_mapping'::regclass AND em.objid = m.umid AND em.objsubid = 0
      AND em.refclassid = 'pg_extension'::regclass AND em.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = em.refobjid
WHERE m.umid BETWEEN $1::int8::oid AND $2::int8::oid
  AND m.umid >= 16384
ORDER BY m.umid;
