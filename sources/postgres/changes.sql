-- changes: relations of which any catalog row was written by a transaction that a snapshot did not see, by the rows' own
-- versions (xmin), those of their indexes, constraints and comments included.
-- Parameters: $1 the snapshot's xmin, $2 the later transactions that it saw; both as 32-bit transaction ids.
WITH part (catalog, oid, relid, version) AS (
  SELECT 'pg_class'::regclass, indexrelid, indrelid, xmin FROM pg_index
  UNION ALL SELECT 'pg_constraint'::regclass, oid, conrelid, xmin FROM pg_constraint
  UNION ALL SELECT 'pg_rewrite'::regclass, oid, ev_class, xmin FROM pg_rewrite
  UNION ALL SELECT 'pg_trigger'::regclass, oid, tgrelid, xmin FROM pg_trigger
  UNION ALL SELECT 'pg_policy'::regclass, oid, polrelid, xmin FROM pg_policy
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxrelid, xmin FROM pg_statistic_ext
), later (catalog, oid) AS MATERIALIZED (
  SELECT catalog, oid
  FROM (SELECT 'pg_class'::regclass, oid, xmin FROM pg_class
        UNION ALL SELECT 'pg_class'::regclass, attrelid, xmin FROM pg_attribute
        UNION ALL SELECT 'pg_class'::regclass, adrelid, xmin FROM pg_attrdef
        UNION ALL SELECT 'pg_class'::regclass, seqrelid, xmin FROM pg_sequence
        UNION ALL SELECT 'pg_class'::regclass, inhrelid, xmin FROM pg_inherits
        UNION ALL SELECT 'pg_class'::regclass, relid, version FROM part
        UNION ALL SELECT classoid, objoid, xmin FROM pg_description) written (catalog, oid, version)
  -- A transaction is later than another if it is younger; a frozen row's age is larger than any snapshot's, or negative.
  -- The sub-select keeps the snapshot's own age from being computed again for every row.
  WHERE age(version) BETWEEN 0 AND (SELECT age($1::text::xid)) AND version <> ALL ($2::text[]::xid[])
)
SELECT c.oid::int8 AS oid, n.nspname::text AS schema_name, c.relname::text AS relation_name,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND c.oid IN (SELECT oid FROM later WHERE catalog = 'pg_class'::regclass
                UNION ALL SELECT p.relid FROM later l JOIN part p ON p.catalog = l.catalog AND p.oid = l.oid)
ORDER BY c.oid;
