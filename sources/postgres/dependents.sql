-- dependents: relations that name something written by a transaction that a snapshot did not see: views, keys, defaults and the
-- like print the name that a table, a column, a type or a function has by now, and no row of their own tells when it was renamed.
-- A schema's other name shows in the counts; a role's, which owners and privileges are told by, does not show.
-- Parameters: $1 the snapshot's xmin, $2 the later transactions that it saw; both as 32-bit transaction ids.
WITH written (catalog, oid) AS MATERIALIZED (
  SELECT catalog, oid
  FROM (SELECT 'pg_class'::regclass, oid, xmin FROM pg_class
        UNION ALL SELECT 'pg_class'::regclass, attrelid, xmin FROM pg_attribute
        UNION ALL SELECT 'pg_constraint'::regclass, oid, xmin FROM pg_constraint
        UNION ALL SELECT 'pg_trigger'::regclass, oid, xmin FROM pg_trigger
        UNION ALL SELECT 'pg_type'::regclass, oid, xmin FROM pg_type
        UNION ALL SELECT 'pg_proc'::regclass, oid, xmin FROM pg_proc
        UNION ALL SELECT 'pg_operator'::regclass, oid, xmin FROM pg_operator
        UNION ALL SELECT 'pg_opclass'::regclass, oid, xmin FROM pg_opclass
        UNION ALL SELECT 'pg_collation'::regclass, oid, xmin FROM pg_collation
        UNION ALL SELECT 'pg_ts_config'::regclass, oid, xmin FROM pg_ts_config
        UNION ALL SELECT 'pg_foreign_server'::regclass, oid, xmin FROM pg_foreign_server
        UNION ALL SELECT 'pg_am'::regclass, oid, xmin FROM pg_am
        UNION ALL SELECT 'pg_extension'::regclass, oid, xmin FROM pg_extension) row_version (catalog, oid, version)
  WHERE age(version) BETWEEN 0 AND (SELECT age($1::text::xid)) AND version <> ALL ($2::text[]::xid[])
), part (catalog, oid, relid) AS (
  SELECT 'pg_class'::regclass, indexrelid, indrelid FROM pg_index
  UNION ALL SELECT 'pg_attrdef'::regclass, oid, adrelid FROM pg_attrdef
  UNION ALL SELECT 'pg_constraint'::regclass, oid, conrelid FROM pg_constraint
  UNION ALL SELECT 'pg_rewrite'::regclass, oid, ev_class FROM pg_rewrite
  UNION ALL SELECT 'pg_trigger'::regclass, oid, tgrelid FROM pg_trigger
  UNION ALL SELECT 'pg_policy'::regclass, oid, polrelid FROM pg_policy
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxrelid FROM pg_statistic_ext
), dependent (oid) AS (
  SELECT coalesce(p.relid, d.objid)
  FROM pg_depend d LEFT JOIN part p ON p.catalog = d.classid AND p.oid = d.objid
  WHERE (d.refclassid, d.refobjid) IN (SELECT catalog, oid FROM written) AND (d.classid = 'pg_class'::regclass OR p.relid IS NOT NULL)
)
SELECT c.oid::int8 AS oid
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND c.oid IN (SELECT oid FROM dependent)
ORDER BY c.oid;
