-- view: views of a partition.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       pg_get_userbyid(c.relowner) AS owner,
       ext.extname AS extension_name,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 't' THEN 'temporary' END AS persistence,
       pg_get_viewdef(c.oid) AS definition, -- else: NULL::text AS definition,
       o.options ->> 'check_option' AS check_option,
       coalesce((o.options ->> 'security_barrier')::boolean, false) AS security_barrier,
       coalesce((o.options ->> 'security_invoker')::boolean, false) AS security_invoker,
       u.events & 20 = 20 AS is_updatable,
       u.events & 8 = 8 AS is_insertable,
       o.options,
       CASE WHEN cardinality(c.reloptions) > 1 THEN (
         SELECT jsonb_agg(split_part(o.setting, '=', 1) ORDER BY o.position) FROM unnest(c.reloptions) WITH ORDINALITY AS o (setting, position)
       ) END AS option_order,
       CASE WHEN c.relacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(c.relacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       c.oid AS oid
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
-- Bits are 1 << CmdType: 4 UPDATE, 8 INSERT, 16 DELETE; true counts INSTEAD OF triggers in. OFFSET 0: asked once a view.
CROSS JOIN LATERAL (
  SELECT pg_relation_is_updatable(c.oid, true) AS events -- else: SELECT NULL::int4 AS events
  OFFSET 0
) u
CROSS JOIN LATERAL (
  SELECT CASE WHEN c.reloptions IS NOT NULL THEN (
    SELECT jsonb_object_agg(x.option_name, x.option_value) FROM pg_options_to_table(c.reloptions) x
  ) END AS options OFFSET 0
) o
LEFT JOIN (
  SELECT e.extname, m.objid FROM pg_extension e JOIN pg_depend m ON m.refobjid = e.oid
  WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = ANY (ARRAY(SELECT oid FROM pg_extension))
    AND m.classid = 'pg_class'::regclass AND m.deptype = 'e'
) ext ON ext.objid = c.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0 AND d.objoid BETWEEN $1::int8::oid AND $2::int8::oid
WHERE c.relkind = 'v'
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
