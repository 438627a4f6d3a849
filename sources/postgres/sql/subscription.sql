-- subscription: subscriptions of the database, by the columns of pg_subscription that every role may read.
-- PostgreSQL 13 keeps the oid to superusers, but pg_stat_subscription shows it: of several of that name in other
-- databases, a comment in this one tells which it is.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       s.subname AS subscription_name,
       pg_get_userbyid(s.subowner) AS owner,
       s.subenabled AS is_enabled,
       to_jsonb(s.subpublications) AS publications,
       s.subslotname AS slot_name,
       s.subsynccommit AS synchronous_commit, -- since 14
       s.subbinary AS is_binary, -- since 14
    -- before 14: NULL::text AS synchronous_commit, NULL::bool AS is_binary,
       CASE s.substream::text WHEN 'f' THEN 'off' WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' END AS streaming, -- since 16
    -- before 16, since 14: CASE WHEN s.substream THEN 'on' ELSE 'off' END AS streaming,
    -- before 14: NULL::text AS streaming,
       CASE s.subtwophasestate WHEN 'd' THEN 'disabled' WHEN 'p' THEN 'pending' WHEN 'e' THEN 'enabled' END AS two_phase, -- since 15
       s.subdisableonerr AS disables_on_error, -- since 15
    -- before 15: NULL::text AS two_phase, NULL::bool AS disables_on_error,
       s.subpasswordrequired AS password_required, -- since 16
       s.subrunasowner AS runs_as_owner, -- since 16
       s.suborigin AS origin, -- since 16
    -- before 16: NULL::bool AS password_required, NULL::bool AS runs_as_owner, NULL::text AS origin,
       s.subfailover AS has_failover, -- since 17
    -- before 17: NULL::bool AS has_failover,
       d.description AS comment,
       i.oid::int8 AS oid
FROM pg_subscription s
CROSS JOIN LATERAL (SELECT s.oid) i -- since 14
    -- before 14: CROSS JOIN LATERAL (SELECT t.subid AS oid FROM pg_stat_subscription t LEFT JOIN pg_description td ON td.classoid = 'pg_subscription'::regclass AND td.objoid = t.subid WHERE t.subname = s.subname ORDER BY td.objoid IS NULL, t.subid LIMIT 1) i
LEFT JOIN pg_description d ON d.classoid = 'pg_subscription'::regclass AND d.objoid = i.oid AND d.objsubid = 0
WHERE i.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND s.subdbid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
ORDER BY i.oid;
