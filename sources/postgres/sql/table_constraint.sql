-- table_constraint: primary key, unique, check, exclusion and not-null constraints of a partition's tables.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       con.conname::text AS constraint_name,
       CASE con.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
                        WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not null' END AS constraint_type,
       -- An exclusion constraint over an expression has attribute number 0 there: null by position.
       coalesce((
         SELECT jsonb_agg(a.attname ORDER BY k.position)
         FROM unnest(con.conkey) WITH ORDINALITY AS k (attnum, position)
         LEFT JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum AND k.attnum <> 0
       ), '[]') AS columns,
       pg_get_constraintdef(con.oid) AS definition,
       CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS check_expression,
       CASE WHEN con.contype = 'x' THEN (
         SELECT jsonb_agg(format('%I.%s', opn.nspname, op.oprname) ORDER BY k.position)
         FROM unnest(con.conexclop) WITH ORDINALITY AS k (opoid, position)
         JOIN pg_operator op ON op.oid = k.opoid
         JOIN pg_namespace opn ON opn.oid = op.oprnamespace
       ) END AS exclusion_operators,
       ic.relname::text AS index_name,
       CASE WHEN con.contype = 'u' THEN i.indnullsnotdistinct END AS nulls_not_distinct, -- since 15
    -- before 15: CASE WHEN con.contype = 'u' THEN false END AS nulls_not_distinct,
       con.condeferrable AS is_deferrable,
       con.condeferred AS is_initially_deferred,
       con.convalidated AS is_validated,
       con.conenforced AS is_enforced, -- since 18
    -- before 18: true AS is_enforced,
       con.connoinherit AS is_no_inherit,
       con.conislocal AS is_local,
       con.coninhcount::int4 AS inheritance_count,
       d.description AS comment,
       con.oid::int8 AS oid
FROM pg_constraint con
JOIN pg_class c ON c.oid = con.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class ic ON ic.oid = con.conindid AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_index i ON i.indexrelid = ic.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid AND d.objsubid = 0
WHERE con.contype IN ('p', 'u', 'c', 'x', 'n')
  AND con.conrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY con.conrelid, con.conname;
