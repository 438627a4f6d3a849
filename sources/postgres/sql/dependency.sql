-- dependency: what the objects of an oid range need of others, from pg_depend.
-- Parameters: $1 lowest oid of the dependent object, $2 highest oid, both included.
WITH edge AS MATERIALIZED (
  SELECT d.classid, d.objid, d.objsubid, d.deptype, d.refobjsubid,
         coalesce(con.conrelid, ad.adrelid, r.ev_class, tg.tgrelid, pol.polrelid, d.objid) AS relation_oid,
         m.refobjid AS extension_oid,
         -- An array stands for its elements, a row type for its relation, a multirange for its range.
         CASE WHEN t.typrelid <> 0 THEN 'pg_class'::regclass ELSE d.refclassid END AS refclassid,
         CASE WHEN t.typrelid <> 0 THEN t.typrelid ELSE coalesce(mr.rngtypid, t.oid, d.refobjid) END AS refobjid -- since 14
    -- before 14: CASE WHEN t.typrelid <> 0 THEN t.typrelid ELSE coalesce(t.oid, d.refobjid) END AS refobjid
  FROM pg_depend d
  LEFT JOIN pg_constraint con ON d.classid = 'pg_constraint'::regclass AND con.oid = d.objid AND con.conrelid <> 0
  LEFT JOIN pg_attrdef ad ON d.classid = 'pg_attrdef'::regclass AND ad.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
  LEFT JOIN pg_trigger tg ON d.classid = 'pg_trigger'::regclass AND tg.oid = d.objid
  LEFT JOIN pg_policy pol ON d.classid = 'pg_policy'::regclass AND pol.oid = d.objid
  LEFT JOIN pg_type rt ON d.refclassid = 'pg_type'::regclass AND rt.oid = d.refobjid
  LEFT JOIN pg_type t ON t.oid = CASE WHEN rt.typarray = 0 AND rt.typelem <> 0 THEN rt.typelem ELSE rt.oid END
  LEFT JOIN pg_range mr ON mr.rngmultitypid = t.oid -- since 14
  -- What a constraint, a default, a rule, a trigger or a policy is part of is the member of an extension.
  LEFT JOIN pg_constraint dc ON d.classid = 'pg_constraint'::regclass AND dc.oid = d.objid AND dc.contypid <> 0
  LEFT JOIN pg_depend m ON m.deptype = 'e' AND m.objsubid = 0
        AND m.classid = CASE WHEN coalesce(con.conrelid, ad.adrelid, r.ev_class, tg.tgrelid, pol.polrelid) IS NOT NULL THEN 'pg_class'::regclass
                             WHEN dc.oid IS NOT NULL THEN 'pg_type'::regclass ELSE d.classid END
        AND m.objid = coalesce(con.conrelid, ad.adrelid, r.ev_class, tg.tgrelid, pol.polrelid, dc.contypid, d.objid)
  WHERE d.objid BETWEEN greatest($1::int8, 16384)::oid AND $2::int8::oid
    AND d.refobjid >= 16384
    AND d.deptype IN ('n', 'x')
    AND d.refclassid <> 'pg_namespace'::regclass
    AND NOT (con.contype IS NOT DISTINCT FROM 'f' AND d.refclassid = 'pg_class'::regclass)
),
named AS (
  SELECT classid AS class_oid, objid AS object_oid FROM edge
  UNION
  SELECT refclassid, refobjid FROM edge
),
-- Every class that pg_depend knows and that has a name, with the kind it is extracted as.
object AS MATERIALIZED (
  SELECT named.class_oid, named.object_oid, x.*
  FROM named CROSS JOIN LATERAL (
    SELECT n.nspname::text AS schema_name, c.relname::text AS name, '' AS part,
           CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index'
                          WHEN 'I' THEN 'index' WHEN 'c' THEN 'composite_type' ELSE 'table' END AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE named.class_oid = 'pg_class'::regclass AND c.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, p.proname || '(' || coalesce((
             SELECT string_agg(format_type(a.type_oid, NULL), ', ' ORDER BY a.position)
             FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type_oid, position)), '') || ')', '',
           CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'routine' END
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE named.class_oid = 'pg_proc'::regclass AND p.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, t.typname::text, '',
           CASE t.typtype WHEN 'e' THEN 'enum_type' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range_type' ELSE 'base_type' END
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE named.class_oid = 'pg_type'::regclass AND t.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, c.relname::text, con.conname::text,
           CASE con.contype WHEN 'f' THEN 'foreign_key' ELSE 'table_constraint' END
    FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE named.class_oid = 'pg_constraint'::regclass AND con.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, t.typname::text, con.conname::text, 'domain'
    FROM pg_constraint con JOIN pg_type t ON t.oid = con.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE named.class_oid = 'pg_constraint'::regclass AND con.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, c.relname::text, a.attname::text, 'column'
    FROM pg_attrdef ad JOIN pg_attribute a ON a.attrelid = ad.adrelid AND a.attnum = ad.adnum
    JOIN pg_class c ON c.oid = ad.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE named.class_oid = 'pg_attrdef'::regclass AND ad.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, c.relname::text, CASE WHEN r.rulename = '_RETURN' THEN '' ELSE r.rulename::text END,
           CASE WHEN r.rulename <> '_RETURN' THEN 'rule' WHEN c.relkind = 'm' THEN 'materialized_view' ELSE 'view' END
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE named.class_oid = 'pg_rewrite'::regclass AND r.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, c.relname::text, t.tgname::text, 'trigger'
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE named.class_oid = 'pg_trigger'::regclass AND t.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, c.relname::text, p.polname::text, 'policy'
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE named.class_oid = 'pg_policy'::regclass AND p.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text,
           format('%s(%s, %s)', o.oprname, CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
                  CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END), '', 'operator'
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
    WHERE named.class_oid = 'pg_operator'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, format('%s USING %s', o.opcname, am.amname), '', 'operator_class'
    FROM pg_opclass o JOIN pg_am am ON am.oid = o.opcmethod JOIN pg_namespace n ON n.oid = o.opcnamespace
    WHERE named.class_oid = 'pg_opclass'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, format('%s USING %s', o.opfname, am.amname), '', 'operator_family'
    FROM pg_opfamily o JOIN pg_am am ON am.oid = o.opfmethod JOIN pg_namespace n ON n.oid = o.opfnamespace
    WHERE named.class_oid = 'pg_opfamily'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.collname::text, '', 'collation'
    FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
    WHERE named.class_oid = 'pg_collation'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.conname::text, '', 'conversion'
    FROM pg_conversion o JOIN pg_namespace n ON n.oid = o.connamespace
    WHERE named.class_oid = 'pg_conversion'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, format('%s AS %s', format_type(o.castsource, NULL), format_type(o.casttarget, NULL)), '', 'cast'
    FROM pg_cast o
    WHERE named.class_oid = 'pg_cast'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.cfgname::text, '', 'text_search_configuration'
    FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace
    WHERE named.class_oid = 'pg_ts_config'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.dictname::text, '', 'text_search_dictionary'
    FROM pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace
    WHERE named.class_oid = 'pg_ts_dict'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.prsname::text, '', 'text_search_parser'
    FROM pg_ts_parser o JOIN pg_namespace n ON n.oid = o.prsnamespace
    WHERE named.class_oid = 'pg_ts_parser'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.tmplname::text, '', 'text_search_template'
    FROM pg_ts_template o JOIN pg_namespace n ON n.oid = o.tmplnamespace
    WHERE named.class_oid = 'pg_ts_template'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT n.nspname::text, o.stxname::text, '', 'extended_statistics'
    FROM pg_statistic_ext o JOIN pg_namespace n ON n.oid = o.stxnamespace
    WHERE named.class_oid = 'pg_statistic_ext'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, o.fdwname::text, '', 'foreign_data_wrapper' FROM pg_foreign_data_wrapper o
    WHERE named.class_oid = 'pg_foreign_data_wrapper'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, o.srvname::text, '', 'foreign_server' FROM pg_foreign_server o
    WHERE named.class_oid = 'pg_foreign_server'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, o.lanname::text, '', 'language' FROM pg_language o
    WHERE named.class_oid = 'pg_language'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, o.evtname::text, '', 'event_trigger' FROM pg_event_trigger o
    WHERE named.class_oid = 'pg_event_trigger'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, o.extname::text, '', 'extension' FROM pg_extension o
    WHERE named.class_oid = 'pg_extension'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, o.amname::text, '', 'access_method' FROM pg_am o
    WHERE named.class_oid = 'pg_am'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL::text, format('%s LANGUAGE %s', format_type(o.trftype, NULL), l.lanname), '', 'transform'
    FROM pg_transform o JOIN pg_language l ON l.oid = o.trflang
    WHERE named.class_oid = 'pg_transform'::regclass AND o.oid = named.object_oid
  ) x
)
SELECT DISTINCT
       current_database()::text AS database_name,
       o.kind AS dependent_kind,
       o.schema_name::text AS dependent_schema,
       o.name AS dependent_name,
       coalesce(nullif(o.part, ''), a.attname, '')::text AS dependent_part,
       ro.kind AS referenced_kind,
       ro.schema_name::text AS referenced_schema,
       ro.name AS referenced_name,
       coalesce(nullif(ro.part, ''), ra.attname, '')::text AS referenced_part,
       CASE e.deptype WHEN 'n' THEN 'normal' WHEN 'x' THEN 'extension' END AS dependency_type,
       ext.extname::text AS extension_name
FROM edge e
JOIN object o ON o.class_oid = e.classid AND o.object_oid = e.objid
JOIN object ro ON ro.class_oid = e.refclassid AND ro.object_oid = e.refobjid
LEFT JOIN pg_extension ext ON ext.oid = e.extension_oid
LEFT JOIN pg_attribute a ON e.classid = 'pg_class'::regclass AND e.objsubid > 0 AND a.attrelid = e.objid AND a.attnum = e.objsubid
LEFT JOIN pg_attribute ra ON e.refclassid = 'pg_class'::regclass AND e.refobjsubid > 0 AND ra.attrelid = e.refobjid AND ra.attnum = e.refobjsubid
WHERE NOT (e.refclassid = 'pg_class'::regclass AND e.refobjid = e.relation_oid)
  AND coalesce(o.schema_name, '') NOT LIKE 'pg\_%'
ORDER BY 2, 3, 4, 5, 6, 7, 8, 9, 10;
