-- shared: what several counts need of the largest catalogs, read once for all of them; it stands before the counts.
-- Parameters: none.
WITH relation_count AS MATERIALIZED (
  -- relnatts counts a relation's columns, dropped ones included.
  SELECT relnamespace AS namespace_oid, relkind, count(*) AS relations, sum(relnatts) AS columns
  FROM pg_class GROUP BY relnamespace, relkind
), constraint_count AS MATERIALIZED (
  -- By the relation's schema: a constraint's own (connamespace) stays behind when a foreign table moves.
  SELECT c.relnamespace AS namespace_oid, con.contype, count(*) AS constraints
  FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid
  GROUP BY c.relnamespace, con.contype
), special_attribute AS MATERIALIZED (
  SELECT attrelid, attnum, attisdropped, attacl FROM pg_attribute WHERE attisdropped OR attacl IS NOT NULL
)
