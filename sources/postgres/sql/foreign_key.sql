-- foreign_key: foreign keys of a partition's tables, column pairs by position of conkey and confkey.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       con.conname::text AS constraint_name,
       (
         SELECT jsonb_agg(a.attname ORDER BY k.position)
         FROM unnest(con.conkey) WITH ORDINALITY AS k (attnum, position)
         JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
       ) AS columns,
       rn.nspname::text AS referenced_schema,
       rc.relname::text AS referenced_table,
       (
         SELECT jsonb_agg(a.attname ORDER BY k.position)
         FROM unnest(con.confkey) WITH ORDINALITY AS k (attnum, position)
         JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum
       ) AS referenced_columns,
       ic.relname::text AS referenced_index,
       CASE con.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                            WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS on_update,
       CASE con.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                            WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS on_delete,
       (SELECT jsonb_agg(a.attname ORDER BY k.position) FROM unnest(con.confdelsetcols) WITH ORDINALITY AS k (attnum, position) JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum) AS on_delete_set_columns, -- since 15
    -- before 15: NULL::jsonb AS on_delete_set_columns,
       CASE con.confmatchtype WHEN 's' THEN 'simple' WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END AS match_type,
       con.condeferrable AS is_deferrable,
       con.condeferred AS is_initially_deferred,
       con.convalidated AS is_validated,
       con.conenforced AS is_enforced, -- since 18
    -- before 18: true AS is_enforced,
       con.conperiod AS is_period, -- since 18
    -- before 18: false AS is_period,
       pcon.conname::text AS inherited_from,
       pg_get_constraintdef(con.oid) AS definition,
       d.description AS comment,
       con.oid::int8 AS oid
FROM pg_constraint con
JOIN pg_class c ON c.oid = con.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class rc ON rc.oid = con.confrelid
JOIN pg_namespace rn ON rn.oid = rc.relnamespace
LEFT JOIN pg_class ic ON ic.oid = con.conindid
LEFT JOIN pg_constraint pcon ON pcon.oid = con.conparentid
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid AND d.objsubid = 0
WHERE con.contype = 'f'
  AND con.conrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY con.conrelid, con.conname;
