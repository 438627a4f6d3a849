-- view: views of a partition.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       pg_get_userbyid(c.relowner)::text AS owner,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 't' THEN 'temporary' END AS persistence,
       pg_get_viewdef(c.oid) AS definition,
       o.options ->> 'check_option' AS check_option,
       coalesce((o.options ->> 'security_barrier')::boolean, false) AS security_barrier,
       coalesce((o.options ->> 'security_invoker')::boolean, false) AS security_invoker,
       u.events & 20 = 20 AS is_updatable,
       u.events & 8 = 8 AS is_insertable,
       o.options,
       CASE WHEN c.relacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(c.relacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       c.oid::int8 AS oid
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
-- Bits are 1 << CmdType: 4 UPDATE, 8 INSERT, 16 DELETE; true counts INSTEAD OF triggers in.
CROSS JOIN LATERAL (SELECT pg_relation_is_updatable(c.oid, true) AS events) u
CROSS JOIN LATERAL (
  SELECT jsonb_object_agg(x.option_name, x.option_value) AS options FROM pg_options_to_table(c.reloptions) x
) o
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relkind = 'v'
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
