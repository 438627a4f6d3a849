-- operator: operators, those included that are only declared as yet.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       o.oprname::text AS operator_name,
       coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE') AS left_type,
       coalesce(format_type(nullif(o.oprright, 0), NULL), 'NONE') AS right_type,
       pg_get_userbyid(o.oprowner)::text AS owner,
       format_type(nullif(o.oprresult, 0), NULL) AS result_type,
       nullif(o.oprcode::oid, 0)::regproc::text AS function,
       CASE WHEN co.oid IS NOT NULL THEN format('OPERATOR(%I.%s)', con.nspname, co.oprname) END AS commutator,
       CASE WHEN ne.oid IS NOT NULL THEN format('OPERATOR(%I.%s)', nen.nspname, ne.oprname) END AS negator,
       nullif(o.oprrest::oid, 0)::regproc::text AS restriction_function,
       nullif(o.oprjoin::oid, 0)::regproc::text AS join_function,
       o.oprcanhash AS can_hash,
       o.oprcanmerge AS can_merge,
       d.description AS comment,
       e.extname::text AS extension_name,
       o.oid::int8 AS oid
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
LEFT JOIN pg_operator co ON co.oid = o.oprcom
LEFT JOIN pg_namespace con ON con.oid = co.oprnamespace
LEFT JOIN pg_operator ne ON ne.oid = o.oprnegate
LEFT JOIN pg_namespace nen ON nen.oid = ne.oprnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_operator'::regclass AND d.objoid = o.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE o.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY o.oid;
