-- pieces: the relations of a sort in a range, cut into pieces: the oid at which each begins, and how many relations it has.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included, $3 relkind, $4 relations per piece.
SELECT min(oid::int8) AS from_oid, count(*) AS relations
FROM (
  SELECT c.oid, row_number() OVER (ORDER BY c.oid) - 1 AS position
  FROM pg_class c
  WHERE c.relkind = $3::text::"char" AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
    AND c.oid >= 16384 -- the server's own come before
) relation
GROUP BY position / $4::int8
ORDER BY from_oid;
