-- collation: collations.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.collname::text AS collation_name,
       pg_get_userbyid(c.collowner)::text AS owner,
       CASE c.collprovider WHEN 'd' THEN 'default' WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END AS provider,
       c.collisdeterministic AS is_deterministic,
       CASE WHEN c.collencoding >= 0 THEN pg_encoding_to_char(c.collencoding)::text END AS encoding,
       c.collcollate::text AS collate, -- since 15
       c.collctype::text AS ctype, -- since 15
       c.colllocale::text AS locale, -- since 17
    -- before 17, since 15: c.colliculocale::text AS locale,
    -- before 15: CASE WHEN c.collprovider <> 'i' THEN c.collcollate::text END AS collate,
    -- before 15: CASE WHEN c.collprovider <> 'i' THEN c.collctype::text END AS ctype,
    -- before 15: CASE WHEN c.collprovider = 'i' THEN c.collcollate::text END AS locale,
       c.collicurules AS icu_rules, -- since 16
    -- before 16: NULL::text AS icu_rules,
       c.collversion AS version,
       d.description AS comment,
       e.extname::text AS extension_name,
       c.oid::int8 AS oid
FROM pg_collation c
JOIN pg_namespace n ON n.oid = c.collnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_collation'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_collation'::regclass AND m.objid = c.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
