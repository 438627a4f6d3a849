-- server_setting: settings that the server shows and those of databases and roles; defaults are filtered.
-- pg_settings leaves out those that only superusers and pg_read_all_settings may see, whatever their value: for other
-- roles the ones named here, all that PostgreSQL itself has, are counted as denied.
-- Parameters: none.
WITH shown AS (
  SELECT count(*) AS counted,
         count(*) FILTER (WHERE category <> 'Preset Options' AND (
           coalesce(reset_val = boot_val, reset_val IS NULL AND boot_val IS NULL)
           OR source IN ('client', 'global', 'database', 'user', 'database user')
           OR source = 'override' AND context = 'user'
           OR source = 'session' AND (name = 'application_name'
              OR name IN (SELECT split_part(c, '=', 1) FROM pg_db_role_setting, unnest(setconfig) c)))) AS filtered
  FROM pg_settings
), assigned AS (
  SELECT count(*) AS counted FROM pg_db_role_setting, unnest(setconfig)
), hidden AS (
  SELECT count(*) AS denied
  FROM unnest('{config_file,data_directory,dynamic_library_path,external_pid_file,hba_file,ident_file,jit_provider,krb_server_keyfile,log_directory,log_filename,primary_conninfo,session_preload_libraries,shared_preload_libraries,ssl_ciphers,ssl_dh_params_file,ssl_max_protocol_version,ssl_min_protocol_version,ssl_passphrase_command,unix_socket_directories}'::text[]
              || '{extension_control_path,oauth_validator_libraries,ssl_groups,ssl_tls13_ciphers}' -- since 18
    -- before 18: || '{ssl_ecdh_curve}'
    -- before 15: || '{stats_temp_directory}'
       ) AS known (name)
  WHERE NOT pg_has_role('pg_read_all_settings', 'USAGE')
)
SELECT NULL::text AS schema_name, shown.counted + assigned.counted + hidden.denied AS counted, shown.filtered, hidden.denied
FROM shown, assigned, hidden;
