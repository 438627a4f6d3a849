-- What the server says of itself and of the session: one row.
-- Sessions are counted without our own, which a worker keeps for some seconds and uses again.
-- Parameters: none.
SELECT quote_ident(r.rolname) AS role,
       quote_ident(d.datname) AS database,
       pg_is_in_recovery() AS in_recovery,
       current_setting('default_transaction_read_only') = 'on' AS read_only,
       pg_encoding_to_char(d.encoding)::text AS encoding,
       current_setting('track_counts') = 'on' AS tracks_counts,
       current_setting('max_connections')::int8 - CASE WHEN r.rolsuper THEN 0 ELSE
         current_setting('superuser_reserved_connections')::int8
         + current_setting('reserved_connections')::int8 -- since 16
       END AS connection_limit,
       (SELECT count(*) FROM pg_stat_activity a WHERE a.datid IS NOT NULL AND NOT (a.usesysid = r.oid AND a.application_name LIKE 'sourcesense%')) AS connections,
       CASE WHEN NOT r.rolsuper THEN nullif(r.rolconnlimit, -1) END AS role_limit,
       (SELECT count(*) FROM pg_stat_activity a WHERE a.usesysid = r.oid AND a.application_name NOT LIKE 'sourcesense%') AS role_connections,
       CASE WHEN NOT r.rolsuper THEN nullif(d.datconnlimit, -1) END AS database_limit,
       (SELECT count(*) FROM pg_stat_activity a WHERE a.datid = d.oid AND NOT (a.usesysid = r.oid AND a.application_name LIKE 'sourcesense%')) AS database_connections,
       (SELECT s.setting FROM pg_settings s WHERE s.name = 'statement_timeout')::int8 AS statement_timeout_ms,
       (SELECT s.setting FROM pg_settings s WHERE s.name = 'lock_timeout')::int8 AS lock_timeout_ms,
       coalesce((SELECT s.setting FROM pg_settings s WHERE s.name = 'transaction_timeout')::int8, 0) AS transaction_timeout_ms,
       pg_has_role('pg_read_all_settings', 'USAGE') AS reads_all_settings,
       (SELECT count(*) FROM pg_settings) AS settings,
       pg_backend_pid() AS backend_process_id
FROM pg_roles r, pg_database d
WHERE r.rolname = current_user AND d.datname = current_database();
