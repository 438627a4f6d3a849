-- text_search_parser: text search parsers.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       p.prsname::text AS parser_name,
       p.prsstart::oid::regproc::text AS start_function,
       p.prstoken::oid::regproc::text AS token_function,
       p.prsend::oid::regproc::text AS end_function,
       p.prslextype::oid::regproc::text AS token_types_function,
       nullif(p.prsheadline::oid, 0)::regproc::text AS headline_function,
       d.description AS comment,
       e.extname::text AS extension_name,
       p.oid::int8 AS oid
FROM pg_ts_parser p
JOIN pg_namespace n ON n.oid = p.prsnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_parser'::regclass AND d.objoid = p.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_ts_parser'::regclass AND m.objid = p.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE p.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY p.oid;
