-- text_search_dictionary: text search dictionaries.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       t.dictname::text AS dictionary_name,
       pg_get_userbyid(t.dictowner)::text AS owner,
       format('%I.%I', tn.nspname, tt.tmplname) AS template,
       t.dictinitoption AS init_options,
       d.description AS comment,
       e.extname::text AS extension_name,
       t.oid::int8 AS oid
FROM pg_ts_dict t
JOIN pg_namespace n ON n.oid = t.dictnamespace
JOIN pg_ts_template tt ON tt.oid = t.dicttemplate
JOIN pg_namespace tn ON tn.oid = tt.tmplnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_dict'::regclass AND d.objoid = t.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_ts_dict'::regclass AND m.objid = t.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY t.oid;
