-- sequence: sequences of a partition, by their own oid.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS sequence_name,
       pg_get_userbyid(c.relowner) AS owner,
       ext.extname AS extension_name,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END AS persistence,
       format_type(s.seqtypid, NULL) AS data_type,
       s.seqstart AS start_value,
       s.seqmin AS minimum_value,
       s.seqmax AS maximum_value,
       s.seqincrement AS increment_by,
       s.seqcache AS cache_size,
       s.seqcycle AS is_cycled,
       CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid) END AS last_value, -- else: NULL::int8 AS last_value,
       tn.nspname AS owned_by_schema,
       tc.relname AS owned_by_table,
       (SELECT ta.attname FROM pg_attribute ta WHERE ta.attrelid = dep.refobjid AND ta.attnum = dep.refobjsubid) AS owned_by_column,
       CASE dep.deptype WHEN 'a' THEN 'auto' WHEN 'i' THEN 'internal' END AS ownership,
       CASE WHEN c.relacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(c.relacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       d.description AS comment,
       c.oid AS oid
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend dep ON dep.classid = 'pg_class'::regclass AND dep.objid = s.seqrelid AND dep.objsubid = 0 AND dep.objid BETWEEN $1::int8::oid AND $2::int8::oid
      AND dep.refclassid = 'pg_class'::regclass AND dep.refobjsubid > 0 AND dep.deptype IN ('a', 'i')
LEFT JOIN pg_class tc ON tc.oid = dep.refobjid
LEFT JOIN pg_namespace tn ON tn.oid = tc.relnamespace
LEFT JOIN (
  SELECT e.extname, m.objid FROM pg_extension e JOIN pg_depend m ON m.refobjid = e.oid
  WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = ANY (ARRAY(SELECT oid FROM pg_extension))
    AND m.classid = 'pg_class'::regclass AND m.deptype = 'e'
) ext ON ext.objid = c.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0 AND d.objoid BETWEEN $1::int8::oid AND $2::int8::oid
WHERE s.seqrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
