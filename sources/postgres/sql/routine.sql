-- routine: functions, window functions and procedures.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       p.proname::text AS routine_name,
       oidvectortypes(p.proargtypes) AS argument_types,
       pg_get_function_identity_arguments(p.oid) AS identity_arguments,
       pg_get_function_arguments(p.oid) AS arguments, -- else: NULL::text AS arguments,
       args.argument_list,
       CASE p.prokind WHEN 'f' THEN 'function' WHEN 'w' THEN 'window' WHEN 'p' THEN 'procedure' END AS routine_type,
       pg_get_userbyid(p.proowner)::text AS owner,
       pg_get_function_result(p.oid) AS result,
       format_type(p.prorettype, NULL) AS return_type,
       p.proretset AS returns_set,
       l.lanname::text AS language,
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' WHEN 'v' THEN 'volatile' END AS volatility,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' WHEN 'u' THEN 'unsafe' END AS parallel_safety,
       p.prosecdef AS is_security_definer,
       p.proleakproof AS is_leakproof,
       p.proisstrict AS is_strict,
       -- By way of text: a float4 of 0.1 is 0.1 there, and 0.10000000149011612 when cast.
       p.procost::text::float8 AS cost,
       p.prorows::text::float8 AS row_estimate,
       nullif(p.prosupport::oid, 0)::regproc::text AS support_function,
       CASE WHEN p.proconfig IS NOT NULL THEN (
         SELECT jsonb_agg(jsonb_build_object('name', split_part(s.setting, '=', 1),
                                             'value', substr(s.setting, strpos(s.setting, '=') + 1)) ORDER BY s.position)
         FROM unnest(p.proconfig) WITH ORDINALITY AS s (setting, position)
       ) END AS configuration,
       CASE WHEN p.protrftypes IS NOT NULL THEN (
         SELECT jsonb_agg(format_type(s.type, NULL) ORDER BY s.position)
         FROM unnest(p.protrftypes) WITH ORDINALITY AS s (type, position)
       ) END AS transform_types,
       p.prosrc AS body,
       p.probin AS binary_file,
       pg_get_function_sqlbody(p.oid) AS sql_body, -- else: NULL::text AS sql_body, -- since 14
    -- before 14: NULL::text AS sql_body,
       pg_get_functiondef(p.oid) AS definition, -- else: NULL::text AS definition,
       EXISTS (SELECT FROM pg_depend g WHERE g.classid = 'pg_proc'::regclass AND g.objid = p.oid AND g.deptype = 'i') AS is_generated,
       CASE WHEN p.proacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(p.proacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       e.extname::text AS extension_name,
       p.oid::int8 AS oid
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'name', nullif(p.proargnames[a.position], ''),
           'mode', CASE coalesce(p.proargmodes[a.position], 'i') WHEN 'i' THEN 'in' WHEN 'o' THEN 'out' WHEN 'b' THEN 'inout'
                                                                 WHEN 'v' THEN 'variadic' WHEN 't' THEN 'table' END,
           'type', format_type(a.type, NULL),
           'default', CASE WHEN p.pronargdefaults > 0 THEN pg_get_function_arg_default(p.oid, a.position::int4) END -- else: 'default', NULL::text
         ) ORDER BY a.position), '[]') AS argument_list
  FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a (type, position)
) args
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE p.prokind <> 'a'
  AND p.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY p.oid;
