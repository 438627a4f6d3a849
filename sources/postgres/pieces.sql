-- pieces: the oid at which each piece after the first begins.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included, $3 relkind, $4 relations per piece.
SELECT oid::int8 AS from_oid
FROM (
  SELECT c.oid, row_number() OVER (ORDER BY c.oid) - 1 AS position
  FROM pg_class c
  WHERE c.relkind = $3::text::"char" AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
) relation
WHERE position > 0 AND position % $4::int8 = 0
ORDER BY oid;
