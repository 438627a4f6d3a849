-- dependency: edges of pg_depend between user objects, and to any extension that takes one with it. Those of a relation's parts on
-- itself, and on what other kinds name, are left out.
-- Parameters: none.
-- Foreign keys and checks name nothing but tables and are most of pg_depend: they go before anything is looked up.
WITH candidate AS MATERIALIZED (
  SELECT d.*, k.conrelid
  FROM pg_depend d LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
  WHERE d.objid >= 16384 AND (d.refobjid >= 16384 AND d.deptype = 'n' OR d.deptype = 'x') AND d.refclassid <> 'pg_namespace'::regclass
    AND d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_constraint'::regclass, 'pg_attrdef'::regclass,
      'pg_rewrite'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass,
      'pg_opfamily'::regclass, 'pg_collation'::regclass, 'pg_conversion'::regclass, 'pg_cast'::regclass, 'pg_ts_config'::regclass,
      'pg_ts_dict'::regclass, 'pg_ts_parser'::regclass, 'pg_ts_template'::regclass, 'pg_statistic_ext'::regclass,
      'pg_foreign_data_wrapper'::regclass, 'pg_foreign_server'::regclass, 'pg_language'::regclass, 'pg_event_trigger'::regclass,
      'pg_extension'::regclass, 'pg_am'::regclass, 'pg_transform'::regclass)
    AND NOT (d.refclassid = 'pg_class'::regclass AND k.oid IS NOT NULL AND (k.contype = 'f' OR k.conrelid = d.refobjid))
)
SELECT NULL::text AS schema_name, count(DISTINCT (e.*)) AS counted,
       count(DISTINCT (e.*)) FILTER (WHERE e.schema_name LIKE 'pg\_%') AS filtered, 0::int8 AS denied
FROM (
  SELECT coalesce(n.nspname, i.schema)::text AS schema_name, d.classid, coalesce(r.ev_class, d.objid) AS objid, r.rulename, d.objsubid,
         coalesce(nullif(t.typrelid, 0), mr.rngtypid, t.oid, d.refobjid) AS refobjid, d.refobjsubid, d.deptype -- since 14
    -- before 14: coalesce(nullif(t.typrelid, 0), t.oid, d.refobjid) AS refobjid, d.refobjsubid, d.deptype
  FROM candidate d
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
  LEFT JOIN LATERAL (
    SELECT k.oid, k.relnamespace FROM pg_class k WHERE k.oid = CASE d.classid
      WHEN 'pg_class'::regclass THEN d.objid
      WHEN 'pg_rewrite'::regclass THEN r.ev_class
      WHEN 'pg_constraint'::regclass THEN d.conrelid
      WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef x WHERE x.oid = d.objid)
      WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger x WHERE x.oid = d.objid)
      WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy x WHERE x.oid = d.objid) END
    OFFSET 0
  ) c ON true
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN LATERAL pg_identify_object(CASE WHEN c.oid IS NULL THEN d.classid END, d.objid, 0) i ON true
  LEFT JOIN pg_type rt ON d.refclassid = 'pg_type'::regclass AND rt.oid = d.refobjid
  LEFT JOIN pg_type t ON t.oid = CASE WHEN rt.typarray = 0 AND rt.typelem <> 0 THEN rt.typelem ELSE rt.oid END
  LEFT JOIN pg_range mr ON mr.rngmultitypid = t.oid -- since 14
  WHERE coalesce(c.oid <> coalesce(nullif(t.typrelid, 0), CASE WHEN d.refclassid = 'pg_class'::regclass THEN d.refobjid END), true)
) e;
