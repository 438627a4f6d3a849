-- column: columns of the tables, views and materialized views of a partition; dropped columns are left out.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       a.attname::text AS column_name,
       a.attnum::int4 AS ordinal_position,
       format_type(a.atttypid, a.atttypmod) AS data_type,
       tn.nspname::text AS type_schema,
       t.typname::text AS type_name,
       CASE t.typtype WHEN 'b' THEN 'base' WHEN 'c' THEN 'composite' WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum'
                      WHEN 'p' THEN 'pseudo' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange' END AS type_kind,
       nullif(a.atttypmod, -1) AS type_modifier,
       CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN format_type(t.typelem, a.atttypmod) END AS element_type,
       a.attndims::int4 AS array_dimensions,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS domain_base_type,
       NOT (a.attnotnull OR t.typtype = 'd' AND t.typnotnull) AS is_nullable,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(ad.adbin, ad.adrelid) END AS default_expression,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity_generation,
       sn.nspname::text AS identity_sequence_schema,
       sc.relname::text AS identity_sequence_name,
       CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(ad.adbin, ad.adrelid) END AS generation_expression,
       con.nspname::text AS collation_schema,
       co.collname::text AS collation_name,
       CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, -- since 14
    -- before 14: NULL::text AS compression,
       nullif(a.attstattarget::int4, -1) AS statistics_target,
       a.attislocal AS is_local,
       a.attinhcount::int4 AS inheritance_count,
       CASE WHEN a.attoptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(a.attoptions) o
       ) END AS options,
       CASE WHEN a.attfdwoptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass|secret|token|credential|key' THEN '***' ELSE o.option_value END)
         FROM pg_options_to_table(a.attfdwoptions) o
       ) END AS foreign_options,
       CASE WHEN a.attacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(a.attacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_namespace tn ON tn.oid = t.typnamespace
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
LEFT JOIN pg_namespace con ON con.oid = co.collnamespace
LEFT JOIN pg_depend sd ON a.attidentity <> '' AND sd.deptype = 'i' AND sd.classid = 'pg_class'::regclass
      AND sd.refclassid = 'pg_class'::regclass AND sd.refobjid = a.attrelid AND sd.refobjsubid = a.attnum
LEFT JOIN pg_class sc ON sc.oid = sd.objid
LEFT JOIN pg_namespace sn ON sn.oid = sc.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid, a.attnum;
