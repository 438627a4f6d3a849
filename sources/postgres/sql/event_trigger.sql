-- event_trigger: event triggers of the database.
-- Parameters: $1 lowest oid, $2 highest oid, both included.
SELECT current_database() AS database_name,
       t.evtname AS event_trigger_name,
       pg_get_userbyid(t.evtowner) AS owner,
       t.evtevent AS event,
       to_jsonb(t.evttags) AS tags,
       (SELECT format('%I.%I', pn.nspname, p.proname) FROM pg_proc p JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = t.evtfoid) AS function,
       CASE t.evtenabled WHEN 'O' THEN 'origin' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' WHEN 'D' THEN 'disabled' END AS enabled,
       d.description AS comment,
       e.extname AS extension_name,
       t.oid::int8 AS oid
FROM pg_event_trigger t
LEFT JOIN pg_description d ON d.classoid = 'pg_event_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
LEFT JOIN pg_depend em ON em.classid = 'pg_event_trigger'::regclass AND em.objid = t.oid AND em.objsubid = 0
      AND em.refclassid = 'pg_extension'::regclass AND em.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = em.refobjid
WHERE t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND t.oid >= 16384
ORDER BY t.oid;
