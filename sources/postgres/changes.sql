-- changes: relations of which any catalog row was written by a transaction that a snapshot did not see, by the rows' own
-- versions (xmin), those of their indexes, constraints and comments included.
-- Parameters: $1 the snapshot's xmax, $2 its transactions in progress; both as 32-bit transaction ids.
WITH part (catalog, oid, relid, version) AS MATERIALIZED (
  SELECT 'pg_class'::regclass, i.indexrelid, i.indrelid, i.xmin FROM pg_index i
  UNION ALL SELECT 'pg_constraint'::regclass, oid, conrelid, xmin FROM pg_constraint
  UNION ALL SELECT 'pg_rewrite'::regclass, oid, ev_class, xmin FROM pg_rewrite
  UNION ALL SELECT 'pg_trigger'::regclass, oid, tgrelid, xmin FROM pg_trigger
  UNION ALL SELECT 'pg_policy'::regclass, oid, polrelid, xmin FROM pg_policy
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxrelid, xmin FROM pg_statistic_ext
), written (relid, version) AS (
  SELECT oid, xmin FROM pg_class
  UNION ALL SELECT attrelid, xmin FROM pg_attribute
  UNION ALL SELECT adrelid, xmin FROM pg_attrdef
  UNION ALL SELECT seqrelid, xmin FROM pg_sequence
  UNION ALL SELECT inhrelid, xmin FROM pg_inherits
  UNION ALL SELECT objoid, xmin FROM pg_description WHERE classoid = 'pg_class'::regclass
  UNION ALL SELECT relid, version FROM part
  UNION ALL SELECT p.relid, c.xmin FROM part p JOIN pg_class c ON c.oid = p.oid WHERE p.catalog = 'pg_class'::regclass
  UNION ALL SELECT p.relid, d.xmin FROM part p JOIN pg_description d ON d.classoid = p.catalog AND d.objoid = p.oid
)
SELECT c.oid::int8 AS oid, n.nspname::text AS schema_name, c.relname::text AS relation_name,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  -- A transaction is later than another if it is younger; a frozen row's age is larger than any snapshot's, or negative.
  AND c.oid IN (SELECT relid FROM written
                -- The sub-select keeps the snapshot's own age from being computed again for every row.
                WHERE age(version) <= (SELECT age($1::text::xid)) AND age(version) >= 0
                   OR version = ANY ($2::text[]::xid[]))
ORDER BY c.oid;
