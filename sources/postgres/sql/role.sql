-- role: roles of the server; pg_roles shows no password.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT r.rolname AS role_name,
       r.rolsuper AS is_superuser,
       r.rolinherit AS inherits,
       r.rolcreaterole AS can_create_roles,
       r.rolcreatedb AS can_create_databases,
       r.rolcanlogin AS can_login,
       r.rolreplication AS can_replicate,
       r.rolbypassrls AS bypasses_row_security,
       r.rolconnlimit AS connection_limit,
       CASE WHEN isfinite(r.rolvaliduntil) THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE r.rolvaliduntil::text END AS valid_until,
       CASE WHEN r.rolconfig IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, CASE WHEN o.option_name ~* 'pass(?!word_encryption)|pwd|secret|token|credential|key|conninfo|dsn' OR o.option_value ~* '(pass(word|wd)?|pwd|secret|token)\s*=|://[^/@\s]*:[^/@\s]*@' THEN '***' ELSE o.option_value END)
         FROM pg_options_to_table(r.rolconfig) o
       ) END AS configuration,
       d.description AS comment,
       r.oid::int8 AS oid
FROM pg_roles r
LEFT JOIN pg_shdescription d ON d.classoid = 'pg_authid'::regclass AND d.objoid = r.oid
WHERE r.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND r.rolname NOT LIKE 'pg\_%'
ORDER BY r.oid;
