-- rule: rewrite rules of a partition's tables and views, the rule that makes a view (_RETURN) left out.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database() AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       r.rulename AS rule_name,
       CASE r.ev_type WHEN '2' THEN 'update' WHEN '3' THEN 'insert' WHEN '4' THEN 'delete' END AS event,
       r.is_instead,
       r.ev_qual::text <> '<>' AS has_condition,
       CASE r.ev_enabled WHEN 'O' THEN 'origin' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' WHEN 'D' THEN 'disabled' END AS enabled,
       pg_get_ruledef(r.oid) AS definition, -- else: NULL::text AS definition,
       d.description AS comment,
       r.oid::int8 AS oid
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_rewrite'::regclass AND d.objoid = r.oid AND d.objsubid = 0
WHERE r.ev_class BETWEEN $1::int8::oid AND $2::int8::oid
  AND r.ev_type <> '1'
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY r.ev_class, r.oid;
