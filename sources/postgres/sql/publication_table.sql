-- publication_table: tables that publications name.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       p.pubname AS publication_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       CASE WHEN r.prattrs IS NOT NULL THEN ( -- since 15
         SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a -- since 15
         WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])) END AS columns, -- since 15
       r.prqual IS NOT NULL AS has_row_filter, -- since 15
       pg_get_expr(r.prqual, r.prrelid) AS row_filter, -- else: NULL::text AS row_filter, -- since 15
    -- before 15: NULL::jsonb AS columns, false AS has_row_filter, NULL::text AS row_filter,
       r.oid::int8 AS oid
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
JOIN pg_class c ON c.oid = r.prrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY r.oid;
