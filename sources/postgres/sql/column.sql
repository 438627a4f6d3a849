-- column: columns of the tables, views and materialized views of a partition; dropped columns are left out.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
-- The ranges on every table are one condition, which the planner takes for several and expects a hundredth of the rows: it would
-- look comments and defaults up one by one, at twice the time. Hashes of a partition stay in memory with 16 MB.
-- Set: work_mem = '16MB'
-- Set: enable_nestloop = off
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       a.attname AS column_name,
       a.attnum AS ordinal_position,
       -- Printed once for a type rather than for each of its columns: 2 % less time for the query.
       CASE WHEN a.atttypmod < 0 THEN t.type_text ELSE format_type(a.atttypid, a.atttypmod) END AS data_type,
       t.nspname AS type_schema,
       t.typname AS type_name,
       t.type_kind,
       nullif(a.atttypmod, -1) AS type_modifier,
       CASE WHEN t.is_array THEN format_type(t.typelem, a.atttypmod) END AS element_type,
       a.attndims AS array_dimensions,
       t.domain_base_type,
       NOT (a.attnotnull OR t.typnotnull) AS is_nullable,
       a.attnotnull AS is_not_null,
       -- A default names no column: without the table's oid it is printed without opening, and so locking, the table.
       CASE WHEN ad.adbin IS NOT NULL AND a.attgenerated = '' THEN pg_get_expr(ad.adbin, 0) END AS default_expression,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity_generation,
       ids.nspname AS identity_sequence_schema,
       ids.relname AS identity_sequence_name,
       CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(ad.adbin, ad.adrelid) END AS generation_expression, -- else: NULL::text AS generation_expression,
       co.nspname AS collation_schema,
       co.collname AS collation_name,
       CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END AS storage,
       a.attstorage = t.typstorage AS is_default_storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, -- since 14
    -- before 14: NULL::text AS compression,
       nullif(a.attstattarget, -1) AS statistics_target,
       a.attislocal AS is_local,
       a.attinhcount AS inheritance_count,
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
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attrelid BETWEEN $1::int8::oid AND $2::int8::oid
JOIN (
  -- Every table has two types of its own: only those that columns have. DISTINCT is what the planner estimates rightly.
  SELECT DISTINCT ty.oid, tn.nspname, ty.typname, ty.typelem, ty.typstorage, ty.typcollation, format_type(ty.oid, -1) AS type_text,
         CASE ty.typtype WHEN 'b' THEN 'base' WHEN 'c' THEN 'composite' WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum'
                         WHEN 'p' THEN 'pseudo' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange' END AS type_kind,
         ty.typelem <> 0 AND ty.typlen = -1 AS is_array,
         CASE WHEN ty.typtype = 'd' THEN format_type(ty.typbasetype, ty.typtypmod) END AS domain_base_type,
         ty.typtype = 'd' AND ty.typnotnull AS typnotnull
  FROM pg_type ty JOIN pg_namespace tn ON tn.oid = ty.typnamespace
  WHERE ty.oid = ANY (ARRAY(SELECT DISTINCT ta.atttypid FROM pg_attribute ta WHERE ta.attrelid BETWEEN $1::int8::oid AND $2::int8::oid AND ta.attnum > 0))
) t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum AND ad.adrelid BETWEEN $1::int8::oid AND $2::int8::oid
LEFT JOIN (
  SELECT l.oid, ln.nspname, l.collname FROM pg_collation l JOIN pg_namespace ln ON ln.oid = l.collnamespace
) co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
LEFT JOIN (
  -- DISTINCT tells the planner that a column has one: it would hash the columns otherwise.
  SELECT DISTINCT ON (s.refobjid, s.refobjsubid) s.refobjid, s.refobjsubid, sn.nspname, (s.sequence).relname
  FROM (
    -- Looked up one by one: a join would read all of pg_class for each partition.
    SELECT sd.refobjid, sd.refobjsubid, (SELECT sc FROM pg_class sc WHERE sc.oid = sd.objid) AS sequence
    FROM pg_depend sd
    WHERE sd.classid = 'pg_class'::regclass AND sd.deptype = 'i' AND sd.refclassid = 'pg_class'::regclass AND sd.refobjsubid > 0
      AND sd.refobjid BETWEEN $1::int8::oid AND $2::int8::oid
    OFFSET 0
  ) s JOIN pg_namespace sn ON sn.oid = (s.sequence).relnamespace
  WHERE (s.sequence).relkind = 'S'
) ids ON a.attidentity <> '' AND ids.refobjid = a.attrelid AND ids.refobjsubid = a.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.objoid BETWEEN $1::int8::oid AND $2::int8::oid
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
