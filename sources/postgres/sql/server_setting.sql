-- server_setting: settings of the server that are preset or differ from what is built in, and those of databases and roles.
-- What this session itself has set (statement_timeout and its like) is shown as it was at its start, unless a setting of
-- the database or the role hides what the server has.
-- Set: max_parallel_workers_per_gather = DEFAULT
-- Parameters: $1 lowest oid, $2 highest oid, both included, of the role or database; the server's count as 0.
WITH assigned AS (
  SELECT a.setdatabase, a.setrole, o.option_name AS setting_name, o.option_value AS value
  FROM pg_db_role_setting a CROSS JOIN LATERAL pg_options_to_table(a.setconfig) o
), setting AS (
  SELECT 'server' AS setting_scope, NULL::text AS database_name, NULL::text AS role_name, s.name AS setting_name,
         CASE s.source WHEN 'session' THEN s.reset_val ELSE s.setting END AS value, s.unit,
         nullif(s.source, 'session') AS source, s.pending_restart AS is_pending_restart, s.vartype = 'string' AS is_text
  FROM pg_settings s
  WHERE 0::oid BETWEEN $1::int8::oid AND $2::int8::oid
    AND (s.category = 'Preset Options'
         OR s.reset_val IS DISTINCT FROM s.boot_val
            AND s.source NOT IN ('client', 'global', 'database', 'user', 'database user')
            AND NOT (s.source = 'override' AND s.context = 'user')
            AND NOT (s.source = 'session' AND (s.name = 'application_name'
                     OR EXISTS (SELECT FROM assigned a WHERE a.setting_name = s.name))))
  UNION ALL
  SELECT CASE WHEN a.setrole = 0 THEN 'database' WHEN a.setdatabase = 0 THEN 'role' ELSE 'role in database' END,
         b.datname::text, r.rolname::text, a.setting_name, a.value, NULL, NULL, NULL, true
  FROM assigned a
  LEFT JOIN pg_database b ON b.oid = a.setdatabase
  LEFT JOIN pg_roles r ON r.oid = a.setrole
  WHERE greatest(a.setrole, a.setdatabase) BETWEEN $1::int8::oid AND $2::int8::oid
)
SELECT setting_scope, database_name, role_name, setting_name,
       CASE WHEN is_text AND (setting_name ~* 'pass(?!word_encryption)|pwd|secret|token|credential|key|conninfo|dsn' OR value ~* '(pass(word|wd)?|pwd|secret|token)\s*=|://[^/@\s]*:[^/@\s]*@')
            THEN '***' ELSE coalesce(value, '') END AS value,
       unit, source, is_pending_restart
FROM setting
ORDER BY setting_scope, database_name, role_name, setting_name;
