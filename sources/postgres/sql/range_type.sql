-- range_type: range types, each with its multirange type.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       t.typname::text AS type_name,
       pg_get_userbyid(t.typowner)::text AS owner,
       format_type(r.rngsubtype, NULL) AS subtype,
       format('%I.%I', ocn.nspname, oc.opcname) AS subtype_operator_class,
       oc.opcdefault AS is_default_operator_class,
       CASE WHEN r.rngcollation <> st.typcollation THEN nullif(r.rngcollation, 0)::regcollation::text END AS collation,
       nullif(r.rngcanonical::oid, 0)::regproc::text AS canonical_function,
       nullif(r.rngsubdiff::oid, 0)::regproc::text AS subtype_diff_function,
       format_type(mt.oid, NULL) AS multirange_type, -- since 14
       mn.nspname::text AS multirange_type_schema, -- since 14
       mt.typname::text AS multirange_type_name, -- since 14
    -- before 14: NULL::text AS multirange_type,
    -- before 14: NULL::text AS multirange_type_schema,
    -- before 14: NULL::text AS multirange_type_name,
       CASE WHEN t.typacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(t.typacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       e.extname::text AS extension_name,
       t.oid::int8 AS oid
FROM pg_range r
JOIN pg_type t ON t.oid = r.rngtypid
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type st ON st.oid = r.rngsubtype
JOIN pg_opclass oc ON oc.oid = r.rngsubopc
JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
LEFT JOIN pg_type mt ON mt.oid = r.rngmultitypid -- since 14
LEFT JOIN pg_namespace mn ON mn.oid = mt.typnamespace -- since 14
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY t.oid;
