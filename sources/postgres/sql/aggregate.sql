-- aggregate: aggregate functions.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       p.proname::text AS aggregate_name,
       oidvectortypes(p.proargtypes) AS argument_types,
       pg_get_function_identity_arguments(p.oid) AS identity_arguments,
       pg_get_function_arguments(p.oid) AS arguments, -- else: NULL::text AS arguments,
       args.argument_list,
       CASE g.aggkind WHEN 'n' THEN 'normal' WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' END AS aggregate_type,
       pg_get_userbyid(p.proowner)::text AS owner,
       pg_get_function_result(p.oid) AS result,
       g.aggnumdirectargs::int4 AS direct_argument_count,
       g.aggtransfn::oid::regproc::text AS transition_function,
       format_type(g.aggtranstype, NULL) AS transition_type,
       g.aggtransspace AS transition_space,
       g.agginitval AS initial_value,
       nullif(g.aggfinalfn::oid, 0)::regproc::text AS final_function,
       g.aggfinalextra AS has_final_extra,
       CASE g.aggfinalmodify WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' WHEN 'w' THEN 'read_write' END AS final_modify,
       nullif(g.aggcombinefn::oid, 0)::regproc::text AS combine_function,
       nullif(g.aggserialfn::oid, 0)::regproc::text AS serial_function,
       nullif(g.aggdeserialfn::oid, 0)::regproc::text AS deserial_function,
       nullif(g.aggmtransfn::oid, 0)::regproc::text AS moving_transition_function,
       nullif(g.aggminvtransfn::oid, 0)::regproc::text AS moving_inverse_function,
       format_type(nullif(g.aggmtranstype, 0), NULL) AS moving_transition_type,
       g.aggmtransspace AS moving_transition_space,
       g.aggminitval AS moving_initial_value,
       nullif(g.aggmfinalfn::oid, 0)::regproc::text AS moving_final_function,
       g.aggmfinalextra AS has_moving_final_extra,
       CASE g.aggmfinalmodify WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' WHEN 'w' THEN 'read_write' END AS moving_final_modify,
       CASE WHEN so.oid IS NOT NULL THEN format('OPERATOR(%I.%s)', son.nspname, so.oprname) END AS sort_operator,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' WHEN 'u' THEN 'unsafe' END AS parallel_safety,
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
JOIN pg_aggregate g ON g.aggfnoid = p.oid
JOIN pg_namespace n ON n.oid = p.pronamespace
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
LEFT JOIN pg_operator so ON so.oid = g.aggsortop
LEFT JOIN pg_namespace son ON son.oid = so.oprnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE p.prokind = 'a'
  AND p.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY p.oid;
