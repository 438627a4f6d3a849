-- cast: casts, built-in ones left out.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       format_type(c.castsource, NULL) AS source_type,
       format_type(c.casttarget, NULL) AS target_type,
       CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'inout' WHEN 'b' THEN 'binary' END AS method,
       nullif(c.castfunc::oid, 0)::regprocedure::text AS function,
       CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END AS context,
       -- One that comes with a range type depends on both of its types.
       EXISTS (SELECT FROM pg_depend g WHERE g.classid = 'pg_cast'::regclass AND g.objid = c.oid AND g.deptype = 'i') AS is_generated,
       d.description AS comment,
       e.extname::text AS extension_name,
       c.oid::int8 AS oid
FROM pg_cast c
LEFT JOIN pg_description d ON d.classoid = 'pg_cast'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND c.oid >= 16384
ORDER BY c.oid;
