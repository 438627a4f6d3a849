-- table: ordinary, partitioned and foreign tables of a partition.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       CASE c.relkind WHEN 'r' THEN 'ordinary' WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' END AS table_type,
       pg_get_userbyid(c.relowner)::text AS owner,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END AS persistence,
       c.relispartition AS is_partition,
       pn.nspname::text AS partition_parent_schema,
       pc.relname::text AS partition_parent_table,
       pg_get_expr(c.relpartbound, c.oid) AS partition_bound,
       CASE pt.partstrat WHEN 'l' THEN 'list' WHEN 'r' THEN 'range' WHEN 'h' THEN 'hash' END AS partition_strategy,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN NOT c.relispartition THEN (
         SELECT jsonb_agg(jsonb_build_object('schema_name', hn.nspname, 'table_name', hc.relname) ORDER BY h.inhseqno)
         FROM pg_inherits h
         JOIN pg_class hc ON hc.oid = h.inhparent
         JOIN pg_namespace hn ON hn.oid = hc.relnamespace
         WHERE h.inhrelid = c.oid
       ) END AS inherits_from,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       am.amname::text AS access_method,
       ts.spcname::text AS tablespace,
       CASE WHEN c.reloptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(c.reloptions) o
       ) END AS options,
       CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' END AS replica_identity,
       c.relrowsecurity AS row_security_enabled,
       c.relforcerowsecurity AS row_security_forced,
       fs.srvname::text AS foreign_server,
       (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass|secret|token|credential|key' THEN '***' ELSE o.option_value END)
         FROM pg_options_to_table(ft.ftoptions) o
       ) AS foreign_options,
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
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_partitioned_table pt ON pt.partrelid = c.oid
LEFT JOIN pg_inherits pi ON c.relispartition AND pi.inhrelid = c.oid
LEFT JOIN pg_class pc ON pc.oid = pi.inhparent
LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p', 'f')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
