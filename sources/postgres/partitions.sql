-- partitions: the oid at which each partition after the first begins.
-- Groups of so many relations; one with more columns than a partition may have is cut into parts of as many columns each.
-- Parameters: $1 relations per partition, $2 most partitions, $3 columns per partition; a larger source gets larger partitions.
WITH relation AS (
  SELECT c.oid, greatest(c.relnatts, 1)::int8 AS columns, row_number() OVER (ORDER BY c.oid) - 1 AS position
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
), source AS (
  SELECT count(*) AS relations, sum(columns) AS columns, greatest($1::int8, ceil(count(*)::numeric / $2::int8)::int8) AS group_size
  FROM relation
), largest AS (
  -- A group is at least one part, and each further part of it has that many columns.
  SELECT group_size,
         CASE WHEN g.groups < $2::int8 THEN greatest($3::int8, ceil(columns / ($2::int8 - g.groups))) ELSE columns END AS part_columns
  FROM source CROSS JOIN LATERAL (SELECT ceil(relations::numeric / group_size) AS groups) g
), grouped AS (
  SELECT r.oid, r.position / l.group_size AS number, l.part_columns,
         sum(r.columns) OVER (PARTITION BY r.position / l.group_size) AS columns,
         sum(r.columns) OVER (PARTITION BY r.position / l.group_size ORDER BY r.oid) - r.columns AS columns_before
  FROM relation r CROSS JOIN largest l
)
SELECT min(oid::int8) AS from_oid
FROM grouped
GROUP BY number, floor(columns_before * ceil(columns / part_columns) / columns)
ORDER BY from_oid
OFFSET 1;
