-- trigger: triggers of a partition's tables and views, the server's own for constraints left out.
-- A partition's copy of its parent's trigger counts as internal until 14; copies are told by their parent.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database() AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       t.tgname AS trigger_name,
       CASE t.tgtype & 66 WHEN 2 THEN 'before' WHEN 64 THEN 'instead of' ELSE 'after' END AS timing,
       (SELECT jsonb_agg(v.event ORDER BY v.position)
        FROM (VALUES (1, 4, 'insert'), (2, 8, 'delete'), (3, 16, 'update'), (4, 32, 'truncate')) v (position, bit, event)
        WHERE t.tgtype & v.bit <> 0) AS events,
       CASE t.tgtype & 1 WHEN 1 THEN 'row' ELSE 'statement' END AS level,
       CASE WHEN cardinality(t.tgattr::int2[]) > 0 THEN (
         SELECT jsonb_agg(a.attname ORDER BY u.position)
         FROM unnest(t.tgattr::int2[]) WITH ORDINALITY AS u (attnum, position)
         JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.attnum
       ) END AS update_columns,
       t.tgqual IS NOT NULL AS has_condition,
       -- pg_get_expr can't print OLD and NEW: the condition is what the definition has between these words, outside quotes.
       CASE WHEN t.tgqual IS NOT NULL THEN
         substring(f.definition FROM '^(?:[^"'']|"[^"]*"|''[^'']*'')* FOR EACH (?:ROW|STATEMENT) WHEN \(((?:[^"'']|"[^"]*"|''[^'']*'')*)\) EXECUTE FUNCTION ')
       END AS condition,
       format('%I.%I', pn.nspname, p.proname) AS function,
       -- tgargs are texts that each end in a NUL byte, which text can't hold: taken apart as hexadecimal.
       CASE WHEN t.tgnargs > 0 THEN (
         SELECT jsonb_agg(convert_from(decode(g.hex[1], 'hex'), getdatabaseencoding()) ORDER BY g.position)
         FROM regexp_matches(encode(t.tgargs, 'hex'), '((?:[0-9a-f]{2})*?)00', 'g') WITH ORDINALITY AS g (hex, position)
       ) ELSE '[]' END AS arguments,
       CASE t.tgenabled WHEN 'O' THEN 'origin' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' WHEN 'D' THEN 'disabled' END AS enabled,
       t.tgoldtable AS old_transition_table,
       t.tgnewtable AS new_transition_table,
       t.tgconstraint <> 0 AS is_constraint,
       t.tgdeferrable AS is_deferrable,
       t.tginitdeferred AS is_initially_deferred,
       fn.nspname AS from_schema,
       fc.relname AS from_table,
       an.nspname AS parent_schema,
       ac.relname AS parent_table,
       pt.tgname AS parent_trigger,
       f.definition,
       (SELECT jsonb_agg(e.extname ORDER BY e.extname)
        FROM pg_depend x JOIN pg_extension e ON e.oid = x.refobjid
        WHERE x.classid = 'pg_trigger'::regclass AND x.objid = t.oid AND x.refclassid = 'pg_extension'::regclass AND x.deptype = 'x'
       ) AS depends_on_extensions,
       d.description AS comment,
       t.oid::int8 AS oid
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace pn ON pn.oid = p.pronamespace
-- OFFSET 0 keeps it from being computed for each of its uses.
CROSS JOIN LATERAL (SELECT pg_get_triggerdef(t.oid) AS definition OFFSET 0) f -- else: CROSS JOIN LATERAL (SELECT NULL::text AS definition) f
LEFT JOIN pg_constraint con ON con.oid = t.tgconstraint
LEFT JOIN pg_class fc ON fc.oid = t.tgconstrrelid
LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
LEFT JOIN pg_trigger pt ON pt.oid = t.tgparentid
LEFT JOIN pg_class ac ON ac.oid = pt.tgrelid
LEFT JOIN pg_namespace an ON an.oid = ac.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.tgrelid BETWEEN $1::int8::oid AND $2::int8::oid
  AND (NOT t.tgisinternal OR t.tgparentid <> 0)
  AND (t.tgconstraint = 0 OR con.contype = 't')
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY t.tgrelid, t.oid;
