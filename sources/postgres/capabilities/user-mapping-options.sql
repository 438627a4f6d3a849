-- User mappings whose options the role may not see: pg_user_mappings shows them to superusers, to the mapped role where
-- it may use the server, and those for everybody to the server's owner.
-- Parameters: $1 names listed at most.
WITH mapping AS (
  SELECT format('%I for %s', m.srvname, CASE m.umuser WHEN 0 THEN 'public' ELSE quote_ident(m.usename) END) AS name,
         r.rolsuper OR m.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE')
           OR m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) AS readable
  FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid JOIN pg_roles r ON r.rolname = current_user
)
SELECT count(*) AS total, count(*) FILTER (WHERE NOT readable) AS affected, count(*) FILTER (WHERE NOT readable) AS relations,
       (SELECT jsonb_agg(u.name) FROM (SELECT name FROM mapping WHERE NOT readable ORDER BY name LIMIT $1::int8) u) AS names
FROM mapping;
