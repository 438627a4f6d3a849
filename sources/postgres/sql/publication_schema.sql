-- publication_schema: schemas whose tables publications name as a whole.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       p.pubname AS publication_name,
       n.nspname AS schema_name,
       s.oid::int8 AS oid
FROM pg_publication_namespace s -- since 15
    -- before 15: FROM (SELECT NULL::oid AS oid, NULL::oid AS pnpubid, NULL::oid AS pnnspid WHERE false) s
JOIN pg_publication p ON p.oid = s.pnpubid
JOIN pg_namespace n ON n.oid = s.pnnspid
WHERE s.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY s.oid;
