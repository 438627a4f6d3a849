-- conversion: conversions between encodings.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.conname::text AS conversion_name,
       pg_get_userbyid(c.conowner)::text AS owner,
       pg_encoding_to_char(c.conforencoding)::text AS source_encoding,
       pg_encoding_to_char(c.contoencoding)::text AS target_encoding,
       c.conproc::oid::regproc::text AS function,
       c.condefault AS is_default,
       d.description AS comment,
       e.extname::text AS extension_name,
       c.oid::int8 AS oid
FROM pg_conversion c
JOIN pg_namespace n ON n.oid = c.connamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_conversion'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_conversion'::regclass AND m.objid = c.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
