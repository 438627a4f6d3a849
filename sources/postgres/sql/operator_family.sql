-- operator_family: operator families with the members that belong to none of their classes.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       o.opfname::text AS operator_family_name,
       am.amname::text AS access_method,
       pg_get_userbyid(o.opfowner)::text AS owner,
       coalesce(ops.operators, '[]') AS operators,
       coalesce(fns.functions, '[]') AS functions,
       d.description AS comment,
       e.extname::text AS extension_name,
       o.oid::int8 AS oid
FROM pg_opfamily o
JOIN pg_namespace n ON n.oid = o.opfnamespace
JOIN pg_am am ON am.oid = o.opfmethod
LEFT JOIN (
  SELECT dep.refobjid,
         jsonb_agg(jsonb_build_object(
           'strategy', ao.amopstrategy, 'operator', ao.amopopr::regoperator::text,
           'left_type', format_type(ao.amoplefttype, NULL), 'right_type', format_type(ao.amoprighttype, NULL),
           'purpose', CASE ao.amoppurpose WHEN 's' THEN 'search' WHEN 'o' THEN 'order' END,
           'sort_family', CASE WHEN sf.oid IS NOT NULL THEN format('%I.%I', sfn.nspname, sf.opfname) END
         ) ORDER BY ao.amopstrategy, ao.amopopr::regoperator::text COLLATE "C") AS operators
  FROM pg_depend dep
  JOIN pg_amop ao ON ao.oid = dep.objid
  LEFT JOIN pg_opfamily sf ON sf.oid = ao.amopsortfamily
  LEFT JOIN pg_namespace sfn ON sfn.oid = sf.opfnamespace
  WHERE dep.classid = 'pg_amop'::regclass AND dep.refclassid = 'pg_opfamily'::regclass
  GROUP BY dep.refobjid
) ops ON ops.refobjid = o.oid
LEFT JOIN (
  SELECT dep.refobjid,
         jsonb_agg(jsonb_build_object(
           'support_number', ap.amprocnum, 'function', ap.amproc::oid::regprocedure::text,
           'left_type', format_type(ap.amproclefttype, NULL), 'right_type', format_type(ap.amprocrighttype, NULL)
         ) ORDER BY ap.amprocnum, format_type(ap.amproclefttype, NULL) COLLATE "C", format_type(ap.amprocrighttype, NULL) COLLATE "C") AS functions
  FROM pg_depend dep
  JOIN pg_amproc ap ON ap.oid = dep.objid
  WHERE dep.classid = 'pg_amproc'::regclass AND dep.refclassid = 'pg_opfamily'::regclass
  GROUP BY dep.refobjid
) fns ON fns.refobjid = o.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_opfamily'::regclass AND d.objoid = o.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_opfamily'::regclass AND m.objid = o.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE o.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY o.oid;
