-- role_membership: which roles are members of which.
-- Parameters: $1 lowest oid of a member, $2 highest, both included.
SELECT r.rolname AS role_name,
       mr.rolname AS member_name,
       pg_get_userbyid(m.grantor) AS grantor,
       m.admin_option,
       m.inherit_option, -- since 16
    -- before 16: NULL::bool AS inherit_option,
       m.set_option -- since 16
    -- before 16: NULL::bool AS set_option
FROM pg_auth_members m
JOIN pg_roles r ON r.oid = m.roleid
JOIN pg_roles mr ON mr.oid = m.member
WHERE m.member BETWEEN $1::int8::oid AND $2::int8::oid
  AND NOT (r.rolname LIKE 'pg\_%' AND mr.rolname LIKE 'pg\_%')
ORDER BY m.member, m.roleid, m.grantor;
