-- database: every database of the server.
-- Parameters: $1 lowest database oid, $2 highest database oid, both included.
SELECT d.datname AS database_name,
       pg_get_userbyid(d.datdba) AS owner,
       d.datname = current_database() AS is_extracted,
       pg_encoding_to_char(d.encoding) AS encoding,
       CASE d.datlocprovider WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END AS locale_provider, -- since 15
    -- before 15: NULL::text AS locale_provider,
       d.datcollate AS collate,
       d.datctype AS ctype,
       d.datlocale AS locale, -- since 17
    -- before 17, since 15: d.daticulocale AS locale,
    -- before 15: NULL::text AS locale,
       d.daticurules AS icu_rules, -- since 16
    -- before 16: NULL::text AS icu_rules,
       d.datcollversion AS collation_version, -- since 15
    -- before 15: NULL::text AS collation_version,
       d.datistemplate AS is_template,
       d.datallowconn AS allows_connections,
       d.datconnlimit AS connection_limit,
       t.spcname AS tablespace,
       (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass|secret|token|credential|key' THEN '***' ELSE o.option_value END)
         FROM pg_db_role_setting s, pg_options_to_table(s.setconfig) o
         WHERE s.setdatabase = d.oid AND s.setrole = 0
       ) AS configuration,
       -- Counters outlive a restart, so that the start is a safe bound where no reset is known.
       (extract(epoch FROM coalesce(pg_stat_get_db_stat_reset_time(d.oid), pg_postmaster_start_time())) * 1000000)::int8 AS counters_since,
       CASE WHEN d.datacl IS NOT NULL THEN coalesce((
         SELECT jsonb_agg(jsonb_build_object('grantor', pg_get_userbyid(x.grantor),
                                             'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                                             'privilege', x.privilege_type, 'grantable', x.is_grantable) ORDER BY x.position)
         FROM ROWS FROM (aclexplode(d.datacl)) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, position)
       ), '[]') END AS acl,
       shobj_description(d.oid, 'pg_database') AS comment,
       d.oid AS oid
FROM pg_database d
JOIN pg_tablespace t ON t.oid = d.dattablespace
WHERE d.oid BETWEEN $1::int8::oid AND $2::int8::oid
ORDER BY d.datname;
