-- policy: row-level security policies of a partition's tables.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database() AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       p.polname AS policy_name,
       p.polpermissive AS is_permissive,
       CASE p.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END AS command,
       (SELECT jsonb_agg(CASE u.role_oid WHEN 0 THEN 'public' ELSE pg_get_userbyid(u.role_oid) END ORDER BY u.position)
        FROM unnest(p.polroles) WITH ORDINALITY AS u (role_oid, position)) AS roles,
       p.polqual IS NOT NULL AS has_using,
       pg_get_expr(p.polqual, p.polrelid) AS using_expression, -- else: NULL::text AS using_expression,
       p.polwithcheck IS NOT NULL AS has_check,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check_expression, -- else: NULL::text AS check_expression,
       d.description AS comment,
       p.oid::int8 AS oid
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid AND d.objsubid = 0
WHERE p.polrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY p.polrelid, p.oid;
