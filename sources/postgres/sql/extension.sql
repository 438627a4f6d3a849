-- extension: installed extensions.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       x.extname AS extension_name,
       pg_get_userbyid(x.extowner) AS owner,
       x.extversion AS version,
       n.nspname AS extension_schema,
       x.extrelocatable AS is_relocatable,
       coalesce((
         SELECT jsonb_object_agg(m.class_name, m.members)
         FROM (SELECT m.classid::regclass::text AS class_name, count(*) AS members FROM pg_depend m
               WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = x.oid AND m.deptype = 'e' GROUP BY m.classid) m
       ), '{}') AS member_counts,
       coalesce((
         SELECT jsonb_agg(jsonb_build_object('schema_name', cn.nspname, 'table_name', c.relname, 'condition', t.condition) ORDER BY t.position)
         FROM unnest(x.extconfig, x.extcondition) WITH ORDINALITY AS t (table_oid, condition, position)
         JOIN pg_class c ON c.oid = t.table_oid JOIN pg_namespace cn ON cn.oid = c.relnamespace
       ), '[]') AS configuration_tables,
       d.description AS comment,
       x.oid::int8 AS oid
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_extension'::regclass AND d.objoid = x.oid AND d.objsubid = 0
WHERE x.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND x.oid >= 16384
ORDER BY x.oid;
