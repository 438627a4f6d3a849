-- tablespace: tablespaces of the server that were added to it.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT t.spcname AS tablespace_name,
       pg_get_userbyid(t.spcowner) AS owner,
       pg_tablespace_location(t.oid) AS location, -- else: NULL::text AS location,
       CASE WHEN t.spcoptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(t.spcoptions) o
       ) END AS options,
       CASE WHEN t.spcacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(t.spcacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       t.oid::int8 AS oid
FROM pg_tablespace t
LEFT JOIN pg_shdescription d ON d.classoid = 'pg_tablespace'::regclass AND d.objoid = t.oid
WHERE t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND t.oid >= 16384
ORDER BY t.oid;
