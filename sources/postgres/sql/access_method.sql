-- access_method: access methods of indexes and tables, built-in ones left out.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       a.amname::text AS access_method_name,
       CASE a.amtype WHEN 'i' THEN 'index' WHEN 't' THEN 'table' END AS access_method_type,
       a.amhandler::oid::regproc::text AS handler_function,
       d.description AS comment,
       e.extname::text AS extension_name,
       a.oid::int8 AS oid
FROM pg_am a
LEFT JOIN pg_description d ON d.classoid = 'pg_am'::regclass AND d.objoid = a.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_am'::regclass AND m.objid = a.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE a.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND a.oid >= 16384
ORDER BY a.oid;
