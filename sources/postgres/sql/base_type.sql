-- base_type: base types and shell types; the array type that comes with every type is left out.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       t.typname::text AS type_name,
       pg_get_userbyid(t.typowner)::text AS owner,
       NOT t.typisdefined AS is_shell,
       -- A shell type's are shell_in and shell_out.
       CASE WHEN t.typisdefined THEN t.typinput::oid::regproc::text END AS input_function,
       CASE WHEN t.typisdefined THEN t.typoutput::oid::regproc::text END AS output_function,
       nullif(t.typreceive::oid, 0)::regproc::text AS receive_function,
       nullif(t.typsend::oid, 0)::regproc::text AS send_function,
       nullif(t.typmodin::oid, 0)::regproc::text AS modifier_input_function,
       nullif(t.typmodout::oid, 0)::regproc::text AS modifier_output_function,
       nullif(t.typanalyze::oid, 0)::regproc::text AS analyze_function,
       nullif(t.typsubscript::oid, 0)::regproc::text AS subscript_function, -- since 14
    -- before 14: NULL::text AS subscript_function,
       t.typlen::int4 AS internal_length,
       t.typbyval AS is_passed_by_value,
       CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' WHEN 'd' THEN 'double' END AS alignment,
       CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END AS storage,
       t.typcategory::text AS category,
       t.typispreferred AS is_preferred,
       t.typdelim::text AS delimiter,
       format_type(nullif(t.typelem, 0), NULL) AS element_type,
       t.typcollation <> 0 AS is_collatable,
       coalesce(pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), quote_literal(t.typdefault)) AS default_expression, -- else: NULL::text AS default_expression,
       CASE WHEN t.typacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(t.typacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       e.extname::text AS extension_name,
       t.oid::int8 AS oid
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_type element ON element.oid = t.typelem AND element.typarray = t.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE (t.typtype = 'b' AND element.oid IS NULL OR t.typtype = 'p' AND NOT t.typisdefined)
  AND t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY t.oid;
