-- changes: relations of which any catalog row was written by a transaction that a snapshot did not see, by the rows' own
-- versions (xmin). Parameters: $1 the snapshot's xmax, $2 its transactions in progress; both as 32-bit transaction ids.
WITH later AS (
  SELECT oid AS relid, xmin AS version FROM pg_class
  UNION ALL SELECT attrelid, xmin FROM pg_attribute
  UNION ALL SELECT adrelid, xmin FROM pg_attrdef
  UNION ALL SELECT conrelid, xmin FROM pg_constraint
  UNION ALL SELECT indrelid, xmin FROM pg_index
  UNION ALL SELECT ev_class, xmin FROM pg_rewrite
  UNION ALL SELECT tgrelid, xmin FROM pg_trigger
  UNION ALL SELECT polrelid, xmin FROM pg_policy
  UNION ALL SELECT seqrelid, xmin FROM pg_sequence
  UNION ALL SELECT stxrelid, xmin FROM pg_statistic_ext
  UNION ALL SELECT objoid, xmin FROM pg_description WHERE classoid = 'pg_class'::regclass
)
SELECT c.oid::int8 AS oid, n.nspname::text AS schema_name, c.relname::text AS relation_name,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  -- A transaction is later than another if it is younger; a frozen row's age is larger than any snapshot's, or negative.
  AND c.oid IN (SELECT relid FROM later
                -- The sub-select keeps the snapshot's own age from being computed again for every row.
                WHERE age(version) <= (SELECT age($1::text::xid)) AND age(version) >= 0
                   OR version = ANY ($2::text[]::xid[]))
ORDER BY c.oid;
