-- extension_relations: relations that are members of extensions. Parameters: none.
SELECT n.nspname::text AS schema_name, c.relname::text AS relation_name, e.extname::text AS extension_name
FROM pg_depend d
JOIN pg_extension e ON e.oid = d.refobjid
JOIN pg_class c ON c.oid = d.objid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_class'::regclass AND d.deptype = 'e';
