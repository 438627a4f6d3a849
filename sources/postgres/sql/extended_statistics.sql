-- extended_statistics: statistics objects of a partition's tables.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database() AS database_name,
       n.nspname AS schema_name,
       s.stxname AS statistics_name,
       pg_get_userbyid(s.stxowner) AS owner,
       cn.nspname AS table_schema,
       c.relname AS table_name,
       coalesce((
         SELECT jsonb_agg(CASE u.kind WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' END ORDER BY u.position)
         FROM unnest(s.stxkind) WITH ORDINALITY AS u (kind, position) WHERE u.kind <> 'e'), '[]') AS statistics_kinds,
       coalesce((
         SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys::int2[])), '[]') AS columns,
       to_jsonb(pg_get_statisticsobjdef_expressions(s.oid)) AS expressions, -- else: NULL::jsonb AS expressions, -- since 14
    -- before 14: NULL::jsonb AS expressions,
       nullif(s.stxstattarget, -1)::int4 AS statistics_target,
       pg_get_statisticsobjdef(s.oid) AS definition, -- else: NULL::text AS definition,
       d.description AS comment,
       e.extname AS extension_name,
       s.oid::int8 AS oid
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
JOIN pg_class c ON c.oid = s.stxrelid
JOIN pg_namespace cn ON cn.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid AND d.objsubid = 0
LEFT JOIN pg_depend em ON em.classid = 'pg_statistic_ext'::regclass AND em.objid = s.oid AND em.objsubid = 0
      AND em.refclassid = 'pg_extension'::regclass AND em.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = em.refobjid
WHERE s.stxrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY s.stxrelid, s.oid;
