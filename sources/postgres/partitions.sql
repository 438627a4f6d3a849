-- partitions: the oid at which each partition after the first begins.
-- Parameters: $1 relations per partition, $2 most partitions; a larger source gets larger partitions.
WITH relation AS (
  SELECT c.oid, row_number() OVER (ORDER BY c.oid) - 1 AS position, count(*) OVER () AS total
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
)
SELECT oid::int8 AS from_oid
FROM relation
WHERE position > 0 AND position % greatest($1::int8, ceil(total::numeric / $2::int8)::int8) = 0
ORDER BY oid;
