-- text_search_configuration: text search configurations with their mappings.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.cfgname::text AS configuration_name,
       pg_get_userbyid(c.cfgowner)::text AS owner,
       format('%I.%I', pn.nspname, p.prsname) AS parser,
       coalesce(k.mappings, '[]') AS mappings,
       d.description AS comment,
       e.extname::text AS extension_name,
       c.oid::int8 AS oid
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace pn ON pn.oid = p.prsnamespace
LEFT JOIN (
  SELECT mapped.mapcfg,
         jsonb_agg(jsonb_build_object('token_type', tokens.alias, 'dictionaries', mapped.dictionaries) ORDER BY mapped.maptokentype) AS mappings
  FROM (
    SELECT m.mapcfg, m.maptokentype, mc.cfgparser, jsonb_agg(m.mapdict::oid::regdictionary::text ORDER BY m.mapseqno) AS dictionaries
    FROM pg_ts_config_map m JOIN pg_ts_config mc ON mc.oid = m.mapcfg
    WHERE mc.oid BETWEEN $1::int8::oid AND $2::int8::oid
    GROUP BY m.mapcfg, m.maptokentype, mc.cfgparser
  ) mapped
  LEFT JOIN (
    SELECT parsers.cfgparser, types.tokid, types.alias
    FROM (SELECT DISTINCT cfgparser FROM pg_ts_config WHERE oid BETWEEN $1::int8::oid AND $2::int8::oid) parsers
    CROSS JOIN LATERAL ts_token_type(parsers.cfgparser) types -- else: CROSS JOIN (SELECT NULL::int4 AS tokid, NULL::text AS alias) types
  ) tokens ON tokens.cfgparser = mapped.cfgparser AND tokens.tokid = mapped.maptokentype
  GROUP BY mapped.mapcfg
) k ON k.mapcfg = c.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_config'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN pg_depend m ON m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
