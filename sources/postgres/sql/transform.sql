-- transform: transforms between a type and a language.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       format_type(t.trftype, NULL) AS type_name,
       l.lanname::text AS language,
       nullif(t.trffromsql::oid, 0)::regprocedure::text AS from_sql_function,
       nullif(t.trftosql::oid, 0)::regprocedure::text AS to_sql_function,
       d.description AS comment,
       e.extname::text AS extension_name,
       t.oid::int8 AS oid
FROM pg_transform t
JOIN pg_language l ON l.oid = t.trflang
LEFT JOIN pg_description d ON d.classoid = 'pg_transform'::regclass AND d.objoid = t.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_transform'::regclass AND m.objid = t.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND t.oid >= 16384
ORDER BY t.oid;
