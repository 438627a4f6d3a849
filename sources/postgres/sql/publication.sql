-- publication: publications of the database.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       p.pubname AS publication_name,
       pg_get_userbyid(p.pubowner) AS owner,
       p.puballtables AS is_for_all_tables,
       p.pubinsert AS publishes_insert,
       p.pubupdate AS publishes_update,
       p.pubdelete AS publishes_delete,
       p.pubtruncate AS publishes_truncate,
       p.pubviaroot AS publishes_via_partition_root,
       CASE p.pubgencols WHEN 'n' THEN 'none' WHEN 's' THEN 'stored' END AS publishes_generated_columns, -- since 18
    -- before 18: NULL::text AS publishes_generated_columns,
       d.description AS comment,
       p.oid::int8 AS oid
FROM pg_publication p
LEFT JOIN pg_description d ON d.classoid = 'pg_publication'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND p.oid >= 16384
ORDER BY p.oid;
