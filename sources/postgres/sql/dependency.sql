-- dependency: what the objects of an oid range need of others, from pg_depend.
-- Parameters: $1 lowest oid of the dependent object, $2 highest oid, both included.
WITH edge AS MATERIALIZED (
  SELECT d.classid, d.objid, d.objsubid, d.deptype, d.refobjsubid, referenced.refclassid, referenced.refobjid, m.refobjid AS extension_oid
  FROM pg_depend d
  -- OFFSET 0: what an edge names is looked up by its index, so that a partition costs what its own edges cost.
  LEFT JOIN LATERAL (
    SELECT con.contype, con.conrelid, con.contypid FROM pg_constraint con
    WHERE d.classid = 'pg_constraint'::regclass AND con.oid = d.objid OFFSET 0
  ) con ON true
  CROSS JOIN LATERAL (
    SELECT CASE d.classid
             WHEN 'pg_constraint'::regclass THEN nullif(con.conrelid, 0)
             WHEN 'pg_attrdef'::regclass THEN (SELECT ad.adrelid FROM pg_attrdef ad WHERE ad.oid = d.objid)
             WHEN 'pg_rewrite'::regclass THEN (SELECT r.ev_class FROM pg_rewrite r WHERE r.oid = d.objid)
             WHEN 'pg_trigger'::regclass THEN (SELECT tg.tgrelid FROM pg_trigger tg WHERE tg.oid = d.objid)
             WHEN 'pg_policy'::regclass THEN (SELECT pol.polrelid FROM pg_policy pol WHERE pol.oid = d.objid)
           END AS relation_oid OFFSET 0
  ) part
  -- An array stands for its elements, a row type for its relation, a multirange for its range.
  LEFT JOIN LATERAL (
    SELECT t.oid, t.typrelid,
           (SELECT mr.rngtypid FROM pg_range mr WHERE mr.rngmultitypid = t.oid) AS rngtypid -- since 14
      -- before 14: NULL::oid AS rngtypid
    FROM pg_type rt JOIN pg_type t ON t.oid = CASE WHEN rt.typarray = 0 AND rt.typelem <> 0 THEN rt.typelem ELSE rt.oid END
    WHERE d.refclassid = 'pg_type'::regclass AND rt.oid = d.refobjid OFFSET 0
  ) t ON true
  CROSS JOIN LATERAL (
    SELECT CASE WHEN t.typrelid <> 0 THEN 'pg_class'::regclass ELSE d.refclassid END AS refclassid,
           CASE WHEN t.typrelid <> 0 THEN t.typrelid ELSE coalesce(t.rngtypid, t.oid, d.refobjid) END AS refobjid
  ) referenced
  -- What a constraint, a default, a rule, a trigger or a policy is part of is the member of an extension.
  LEFT JOIN LATERAL (
    SELECT e.refobjid FROM pg_depend e
    WHERE e.classid = CASE WHEN part.relation_oid IS NOT NULL THEN 'pg_class'::regclass
                           WHEN con.contypid <> 0 THEN 'pg_type'::regclass ELSE d.classid END
      AND e.objid = coalesce(part.relation_oid, nullif(con.contypid, 0), d.objid) AND e.objsubid = 0 AND e.deptype = 'e' OFFSET 0
  ) m ON true
  WHERE d.objid BETWEEN greatest($1::int8, 16384)::oid AND $2::int8::oid
    -- An extension that every database has, plpgsql, can be what an object is dropped with.
    AND (d.refobjid >= 16384 AND d.deptype = 'n' OR d.deptype = 'x')
    AND d.refclassid <> 'pg_namespace'::regclass
    -- The classes that are named below: the index on pg_depend begins with the class.
    AND d.classid = ANY (ARRAY['pg_class', 'pg_proc', 'pg_type', 'pg_constraint', 'pg_attrdef', 'pg_rewrite', 'pg_trigger', 'pg_policy',
      'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_collation', 'pg_conversion', 'pg_cast', 'pg_ts_config', 'pg_ts_dict', 'pg_ts_parser',
      'pg_ts_template', 'pg_statistic_ext', 'pg_foreign_data_wrapper', 'pg_foreign_server', 'pg_language', 'pg_event_trigger',
      'pg_extension', 'pg_am', 'pg_transform']::regclass[])
    AND NOT (con.contype IS NOT DISTINCT FROM 'f' AND d.refclassid = 'pg_class'::regclass)
    AND NOT (referenced.refclassid = 'pg_class'::regclass AND referenced.refobjid = coalesce(part.relation_oid, d.objid))
),
named AS (
  SELECT classid AS class_oid, objid AS object_oid FROM edge
  UNION
  SELECT refclassid, refobjid FROM edge
),
-- Every class that pg_depend knows and that has a name, with the kind it is extracted as.
object AS MATERIALIZED (
  SELECT named.class_oid, named.object_oid, n.nspname::text AS schema_name, x.name, x.part, x.kind
  FROM named CROSS JOIN LATERAL (
    SELECT c.relnamespace AS namespace_oid, c.relname::text AS name, '' AS part,
           CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index'
                          WHEN 'I' THEN 'index' WHEN 'c' THEN 'composite_type' ELSE 'table' END AS kind
    FROM pg_class c
    WHERE named.class_oid = 'pg_class'::regclass AND c.oid = named.object_oid
    UNION ALL
    SELECT p.pronamespace, p.proname || '(' || coalesce((
             SELECT string_agg(format_type(a.type_oid, NULL), ', ' ORDER BY a.position)
             FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type_oid, position)), '') || ')', '',
           CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'routine' END
    FROM pg_proc p
    WHERE named.class_oid = 'pg_proc'::regclass AND p.oid = named.object_oid
    UNION ALL
    SELECT t.typnamespace, t.typname::text, '',
           CASE t.typtype WHEN 'e' THEN 'enum_type' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range_type' ELSE 'base_type' END
    FROM pg_type t
    WHERE named.class_oid = 'pg_type'::regclass AND t.oid = named.object_oid
    UNION ALL
    SELECT c.relnamespace, c.relname::text, con.conname::text,
           CASE con.contype WHEN 'f' THEN 'foreign_key' ELSE 'table_constraint' END
    FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid
    WHERE named.class_oid = 'pg_constraint'::regclass AND con.oid = named.object_oid
    UNION ALL
    SELECT t.typnamespace, t.typname::text, con.conname::text, 'domain'
    FROM pg_constraint con JOIN pg_type t ON t.oid = con.contypid
    WHERE named.class_oid = 'pg_constraint'::regclass AND con.oid = named.object_oid
    UNION ALL
    SELECT c.relnamespace, c.relname::text, a.attname::text, 'column'
    FROM pg_attrdef ad JOIN pg_attribute a ON a.attrelid = ad.adrelid AND a.attnum = ad.adnum
    JOIN pg_class c ON c.oid = ad.adrelid
    WHERE named.class_oid = 'pg_attrdef'::regclass AND ad.oid = named.object_oid
    UNION ALL
    SELECT c.relnamespace, c.relname::text, CASE WHEN r.ev_type = '1' THEN '' ELSE r.rulename::text END,
           CASE WHEN r.ev_type <> '1' THEN 'rule' WHEN c.relkind = 'm' THEN 'materialized_view' ELSE 'view' END
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE named.class_oid = 'pg_rewrite'::regclass AND r.oid = named.object_oid
    UNION ALL
    SELECT c.relnamespace, c.relname::text, t.tgname::text, 'trigger'
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE named.class_oid = 'pg_trigger'::regclass AND t.oid = named.object_oid
    UNION ALL
    SELECT c.relnamespace, c.relname::text, p.polname::text, 'policy'
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE named.class_oid = 'pg_policy'::regclass AND p.oid = named.object_oid
    UNION ALL
    SELECT o.oprnamespace,
           format('%s(%s, %s)', o.oprname, CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
                  CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END), '', 'operator'
    FROM pg_operator o
    WHERE named.class_oid = 'pg_operator'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.opcnamespace, format('%s USING %s', o.opcname, am.amname), '', 'operator_class'
    FROM pg_opclass o JOIN pg_am am ON am.oid = o.opcmethod
    WHERE named.class_oid = 'pg_opclass'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.opfnamespace, format('%s USING %s', o.opfname, am.amname), '', 'operator_family'
    FROM pg_opfamily o JOIN pg_am am ON am.oid = o.opfmethod
    WHERE named.class_oid = 'pg_opfamily'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.collnamespace, o.collname::text, '', 'collation'
    FROM pg_collation o
    WHERE named.class_oid = 'pg_collation'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.connamespace, o.conname::text, '', 'conversion'
    FROM pg_conversion o
    WHERE named.class_oid = 'pg_conversion'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, format('%s AS %s', format_type(o.castsource, NULL), format_type(o.casttarget, NULL)), '', 'cast'
    FROM pg_cast o
    WHERE named.class_oid = 'pg_cast'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.cfgnamespace, o.cfgname::text, '', 'text_search_configuration'
    FROM pg_ts_config o
    WHERE named.class_oid = 'pg_ts_config'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.dictnamespace, o.dictname::text, '', 'text_search_dictionary'
    FROM pg_ts_dict o
    WHERE named.class_oid = 'pg_ts_dict'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.prsnamespace, o.prsname::text, '', 'text_search_parser'
    FROM pg_ts_parser o
    WHERE named.class_oid = 'pg_ts_parser'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.tmplnamespace, o.tmplname::text, '', 'text_search_template'
    FROM pg_ts_template o
    WHERE named.class_oid = 'pg_ts_template'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT o.stxnamespace, o.stxname::text, '', 'extended_statistics'
    FROM pg_statistic_ext o
    WHERE named.class_oid = 'pg_statistic_ext'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, o.fdwname::text, '', 'foreign_data_wrapper' FROM pg_foreign_data_wrapper o
    WHERE named.class_oid = 'pg_foreign_data_wrapper'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, o.srvname::text, '', 'foreign_server' FROM pg_foreign_server o
    WHERE named.class_oid = 'pg_foreign_server'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, o.lanname::text, '', 'language' FROM pg_language o
    WHERE named.class_oid = 'pg_language'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, o.evtname::text, '', 'event_trigger' FROM pg_event_trigger o
    WHERE named.class_oid = 'pg_event_trigger'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, o.extname::text, '', 'extension' FROM pg_extension o
    WHERE named.class_oid = 'pg_extension'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, o.amname::text, '', 'access_method' FROM pg_am o
    WHERE named.class_oid = 'pg_am'::regclass AND o.oid = named.object_oid
    UNION ALL
    SELECT NULL, format('%s LANGUAGE %s', format_type(o.trftype, NULL), l.lanname), '', 'transform'
    FROM pg_transform o JOIN pg_language l ON l.oid = o.trflang
    WHERE named.class_oid = 'pg_transform'::regclass AND o.oid = named.object_oid
  ) x LEFT JOIN pg_namespace n ON n.oid = x.namespace_oid
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
WHERE coalesce(o.schema_name, '') NOT LIKE 'pg\_%'
ORDER BY 2, 3, 4, 5, 6, 7, 8, 9, 10;
