-- index: indexes of a partition's tables and materialized views.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       ic.relname::text AS index_name,
       am.amname::text AS access_method,
       k.key_columns,
       k.included_columns,
       pg_get_expr(i.indpred, i.indrelid) AS predicate,
       i.indisunique AS is_unique,
       i.indisprimary AS is_primary,
       i.indisexclusion AS is_exclusion,
       i.indimmediate AS is_immediate,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
    -- before 15: false AS nulls_not_distinct,
       i.indisvalid AS is_valid,
       i.indisready AS is_ready,
       i.indisclustered AS is_clustered,
       i.indisreplident AS is_replica_identity,
       pn.nspname::text AS partition_parent_schema,
       pc.relname::text AS partition_parent_index,
       con.conname::text AS constraint_name,
       ts.spcname::text AS tablespace,
       CASE WHEN ic.reloptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(ic.reloptions) o
       ) END AS options,
       pg_get_indexdef(i.indexrelid) AS definition,
       d.description AS comment,
       ic.oid::int8 AS oid
FROM pg_index i
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am am ON am.oid = ic.relam
CROSS JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_object(
           'column', a.attname,
           'expression', CASE WHEN x.attnum = 0 THEN pg_get_indexdef(i.indexrelid, x.position::int4, false) END,
           'collation', CASE WHEN x.collation_oid <> 0 THEN (
             SELECT format('%I.%I', cn.nspname, co.collname)
             FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = x.collation_oid) END,
           'operator_class', (
             SELECT format('%I.%I', opn.nspname, opc.opcname)
             FROM pg_opclass opc JOIN pg_namespace opn ON opn.oid = opc.opcnamespace WHERE opc.oid = x.opclass),
           'operator_class_options', (
             SELECT jsonb_object_agg(o.option_name, o.option_value)
             FROM pg_attribute ia, pg_options_to_table(ia.attoptions) o
             WHERE ia.attrelid = i.indexrelid AND ia.attnum = x.position AND ia.attoptions IS NOT NULL),
           'descending', x.option & 1 = 1,
           'nulls_first', x.option & 2 = 2) ORDER BY x.position) FILTER (WHERE x.position <= i.indnkeyatts) AS key_columns,
         coalesce(jsonb_agg(a.attname ORDER BY x.position) FILTER (WHERE x.position > i.indnkeyatts), '[]') AS included_columns
  FROM unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[]) WITH ORDINALITY
       AS x (attnum, opclass, collation_oid, option, position)
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = x.attnum AND x.attnum <> 0
) k
LEFT JOIN pg_inherits h ON ic.relispartition AND h.inhrelid = ic.oid
LEFT JOIN pg_class pc ON pc.oid = h.inhparent
LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
LEFT JOIN pg_constraint con ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = ic.oid AND d.objsubid = 0
WHERE i.indrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY i.indrelid, i.indexrelid;
