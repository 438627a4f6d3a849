-- role_membership: memberships of roles; those among predefined roles are filtered.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE roleid::regrole::text LIKE 'pg\_%' AND member::regrole::text LIKE 'pg\_%') AS filtered, 0::int8 AS denied
FROM pg_auth_members;
