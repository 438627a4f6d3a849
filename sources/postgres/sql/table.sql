-- table: ordinary, partitioned and foreign tables of a partition.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       CASE c.relkind WHEN 'r' THEN 'ordinary' WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' END AS table_type,
       pg_get_userbyid(c.relowner) AS owner,
       ext.extname AS extension_name,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END AS persistence,
       c.relispartition AS is_partition,
       pn.nspname AS partition_parent_schema,
       pc.relname AS partition_parent_table,
       -- pg_partition_ancestors locks nothing; it begins with the partition itself.
       CASE WHEN c.relispartition THEN (SELECT count(*) - 1 FROM pg_partition_ancestors(c.oid)) END AS partition_level,
       -- A bound names no column: without the table's oid it is printed without opening, and so locking, the table.
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, 0) END AS partition_bound,
       CASE WHEN c.relispartition THEN pi.inhdetachpending END AS is_detach_pending, -- since 14
    -- before 14: NULL::boolean AS is_detach_pending,
       CASE pt.partstrat WHEN 'l' THEN 'list' WHEN 'r' THEN 'range' WHEN 'h' THEN 'hash' END AS partition_strategy,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key, -- else: NULL::text AS partition_key,
       CASE WHEN c.relkind = 'p' THEN (
         SELECT jsonb_agg(jsonb_build_object(
                  'column', ka.attname,
                  'collation', CASE WHEN k.collation_oid <> 0 THEN (
                    SELECT format('%I.%I', cn.nspname, co.collname)
                    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = k.collation_oid) END,
                  'operator_class', (
                    SELECT format('%I.%I', opn.nspname, opc.opcname)
                    FROM pg_opclass opc JOIN pg_namespace opn ON opn.oid = opc.opcnamespace WHERE opc.oid = k.opclass)) ORDER BY k.position)
         FROM unnest(pt.partattrs::int2[], pt.partclass::oid[], pt.partcollation::oid[]) WITH ORDINALITY AS k (attnum, opclass, collation_oid, position)
         LEFT JOIN pg_attribute ka ON ka.attrelid = c.oid AND ka.attnum = k.attnum AND k.attnum <> 0
       ) END AS partition_key_columns,
       CASE WHEN pt.partexprs IS NOT NULL THEN pg_get_expr(pt.partexprs, pt.partrelid) END AS partition_key_expressions, -- else: NULL::text AS partition_key_expressions,
       h.parents AS inherits_from,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
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
       CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' END AS replica_identity,
       CASE WHEN c.relreplident = 'i' THEN (
         SELECT ri.relname FROM pg_index rx JOIN pg_class ri ON ri.oid = rx.indexrelid WHERE rx.indrelid = c.oid AND rx.indisreplident
       ) END AS replica_identity_index,
       c.relrowsecurity AS row_security_enabled,
       c.relforcerowsecurity AS row_security_forced,
       fs.srvname AS foreign_server,
       CASE WHEN ft.ftoptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass|secret|token|credential|key' THEN '***' ELSE o.option_value END)
         FROM pg_options_to_table(ft.ftoptions) o
       ) END AS foreign_options,
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
LEFT JOIN pg_partitioned_table pt ON pt.partrelid = c.oid
LEFT JOIN pg_inherits pi ON c.relispartition AND pi.inhrelid = c.oid
LEFT JOIN pg_class pc ON pc.oid = pi.inhparent
LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
LEFT JOIN (
  SELECT hi.inhrelid, jsonb_agg(jsonb_build_object('schema_name', hn.nspname, 'table_name', hc.relname) ORDER BY hi.inhseqno) AS parents
  FROM pg_inherits hi
  JOIN pg_class hc ON hc.oid = hi.inhparent AND hc.relkind IN ('r', 'f')
  JOIN pg_namespace hn ON hn.oid = hc.relnamespace
  WHERE hi.inhrelid BETWEEN $1::int8::oid AND $2::int8::oid
  GROUP BY hi.inhrelid
) h ON h.inhrelid = c.oid
LEFT JOIN pg_index cx ON cx.indrelid = c.oid AND cx.indisclustered AND cx.indrelid BETWEEN $1::int8::oid AND $2::int8::oid
LEFT JOIN pg_class ci ON ci.oid = cx.indexrelid
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
LEFT JOIN (
  SELECT e.extname, m.objid FROM pg_extension e JOIN pg_depend m ON m.refobjid = e.oid
  WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = ANY (ARRAY(SELECT oid FROM pg_extension))
    AND m.classid = 'pg_class'::regclass AND m.deptype = 'e'
) ext ON ext.objid = c.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0 AND d.objoid BETWEEN $1::int8::oid AND $2::int8::oid
WHERE c.relkind IN ('r', 'p', 'f')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
