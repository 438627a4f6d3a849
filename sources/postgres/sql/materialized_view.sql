-- materialized_view: materialized views of a partition.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       pg_get_userbyid(c.relowner) AS owner,
       ext.extname AS extension_name,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' END AS persistence,
       pg_get_viewdef(c.oid) AS definition, -- else: NULL::text AS definition,
       c.relispopulated AS is_populated,
       am.amname AS access_method,
       ts.spcname AS tablespace,
       CASE WHEN c.reloptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(c.reloptions) o
       ) END AS options,
       CASE WHEN cardinality(c.reloptions || tc.reloptions) > 1 THEN (
         SELECT jsonb_agg(split_part(o.setting, '=', 1) ORDER BY o.position)
         FROM unnest(c.reloptions || ARRAY(SELECT 'toast.' || t FROM unnest(tc.reloptions) t)) WITH ORDINALITY AS o (setting, position)
       ) END AS option_order,
       CASE WHEN tc.reloptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(tc.reloptions) o
       ) END AS toast_options,
       ci.relname AS clustered_index,
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
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN LATERAL (
  SELECT toast.reloptions FROM pg_class toast WHERE c.reltoastrelid <> 0 AND toast.oid = c.reltoastrelid OFFSET 0
) tc ON true
LEFT JOIN pg_index cx ON cx.indrelid = c.oid AND cx.indisclustered AND cx.indrelid BETWEEN $1::int8::oid AND $2::int8::oid
LEFT JOIN pg_class ci ON ci.oid = cx.indexrelid
LEFT JOIN (
  SELECT e.extname, m.objid FROM pg_extension e JOIN pg_depend m ON m.refobjid = e.oid
  WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = ANY (ARRAY(SELECT oid FROM pg_extension))
    AND m.classid = 'pg_class'::regclass AND m.deptype = 'e'
) ext ON ext.objid = c.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0 AND d.objoid BETWEEN $1::int8::oid AND $2::int8::oid
WHERE c.relkind = 'm'
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
