-- index: indexes of a partition's tables and materialized views.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
WITH opclass AS (
  SELECT o.oid, o.opcmethod, o.opcdefault, o.opcintype, to_json(format('%I.%I', opn.nspname, o.opcname)) AS name,
         -- A varchar column uses text's operator classes, unless somebody made a default of its own.
         CASE WHEN o.opcintype = 'text'::regtype AND NOT EXISTS (
           SELECT FROM pg_opclass v WHERE v.opcmethod = o.opcmethod AND v.opcdefault AND v.opcintype = 'varchar'::regtype
         ) THEN 'varchar'::regtype END AS second_type,
         -- Parameters need a support function, whose number the access method chose; those of others than these are looked for by their type.
         EXISTS (
           SELECT FROM pg_amproc p JOIN pg_proc f ON f.oid = p.amproc
           WHERE p.amprocfamily = o.opcfamily AND f.prorettype = 'void'::regtype
             AND p.amprocnum = CASE m.amname WHEN 'btree' THEN 5 WHEN 'hash' THEN 3 WHEN 'gist' THEN 10 WHEN 'gin' THEN 7
                                             WHEN 'spgist' THEN 6 WHEN 'brin' THEN 5 ELSE p.amprocnum END
         ) AS has_parameters
  FROM pg_opclass o JOIN pg_namespace opn ON opn.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
), collation_name AS (
  SELECT co.oid, to_json(format('%I.%I', cn.nspname, co.collname)) AS name
  FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
), key AS (
  SELECT i.indexrelid, i.indrelid, i.indnkeyatts, generate_subscripts(i.indkey, 1) + 1 AS position,
         unnest(i.indkey::int2[]) AS attnum, unnest(i.indclass::oid[]) AS opclass, unnest(i.indcollation::oid[]) AS collation_oid,
         unnest(i.indoption::int2[]) AS option
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid AND t.oid BETWEEN $1::int8::oid AND $2::int8::oid
  WHERE i.indrelid BETWEEN $1::int8::oid AND $2::int8::oid AND t.relkind IN ('r', 'p', 'm')
), described AS (
  SELECT k.indexrelid, k.position <= k.indnkeyatts AS is_key, a.attname,
         -- Put together with ||: format() takes three times as long.
         CASE WHEN k.position <= k.indnkeyatts THEN
           '{"column": ' || coalesce(to_json(a.attname)::text, 'null')
           || ', "expression": '
           || CASE WHEN k.attnum = 0 THEN to_json(pg_get_indexdef(k.indexrelid, k.position, false))::text ELSE 'null' END -- else: || 'null'
           || ', "collation": ' || coalesce(l.name::text, 'null')
           || ', "operator_class": ' || o.name::text
           || ', "operator_class_options": '
           || CASE WHEN o.has_parameters THEN coalesce((
                SELECT jsonb_object_agg(p.option_name, p.option_value)::text
                FROM pg_attribute ia, pg_options_to_table(ia.attoptions) p
                WHERE ia.attrelid = k.indexrelid AND ia.attnum = k.position AND ia.attoptions IS NOT NULL), 'null') ELSE 'null' END
           || CASE k.option & 3 WHEN 0 THEN ', "descending": false, "nulls_first": false' WHEN 1 THEN ', "descending": true, "nulls_first": false'
                                WHEN 2 THEN ', "descending": false, "nulls_first": true' ELSE ', "descending": true, "nulls_first": true' END
           || ', "statistics_target": '
           -- Only expressions can have one.
           || CASE WHEN k.attnum = 0 THEN coalesce((
                SELECT nullif(ia.attstattarget, -1)::text FROM pg_attribute ia WHERE ia.attrelid = k.indexrelid AND ia.attnum = k.position), 'null') ELSE 'null' END
           || '}'
         END AS description,
         quote_ident(a.attname)
         || CASE WHEN k.option & 1 = 1 THEN ' DESC' || CASE WHEN k.option & 2 = 0 THEN ' NULLS LAST' ELSE '' END
                 WHEN k.option & 2 = 2 THEN ' NULLS FIRST' ELSE '' END AS term,
         -- Whether pg_get_indexdef would print no more than the name and the order.
         k.position > k.indnkeyatts OR (
           k.attnum <> 0 AND k.collation_oid IN (0, a.attcollation) AND o.opcdefault AND NOT o.has_parameters
           AND a.atttypid IN (o.opcintype, o.second_type)) IS TRUE AS is_plain
  FROM key k
  LEFT JOIN opclass o ON o.oid = k.opclass
  LEFT JOIN collation_name l ON l.oid = k.collation_oid
  LEFT JOIN LATERAL (
    SELECT ta.attname, ta.atttypid, ta.attcollation FROM pg_attribute ta WHERE ta.attrelid = k.indrelid AND ta.attnum = k.attnum AND k.attnum <> 0 OFFSET 0
  ) a ON true
  ORDER BY k.indexrelid, k.position
), keys AS (
  -- Sorted once above rather than in each of the aggregates.
  SELECT indexrelid, '[' || string_agg(description, ', ') FILTER (WHERE is_key) || ']' AS key_columns,
         coalesce(json_agg(attname) FILTER (WHERE NOT is_key), '[]') AS included_columns,
         string_agg(term, ', ') FILTER (WHERE is_key) AS terms,
         string_agg(term, ', ') FILTER (WHERE NOT is_key) AS included_terms,
         bool_and(is_plain) AS is_plain
  FROM described GROUP BY indexrelid
)
SELECT (SELECT current_database()) AS database_name,
       i.nspname AS schema_name,
       i.table_name,
       i.relname AS index_name,
       am.amname AS access_method,
       k.key_columns,
       k.included_columns,
       i.indpred IS NOT NULL AS is_partial,
       i.condition AS predicate,
       i.indisunique AS is_unique,
       i.indisprimary AS is_primary,
       i.indisexclusion AS is_exclusion,
       i.indimmediate AS is_immediate,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
    -- before 15: false AS nulls_not_distinct,
       i.indisvalid AS is_valid,
       i.indisready AS is_ready,
       i.indisclustered AS is_clustered,
       i.indisreplident AS is_replica_identity,
       parent.nspname AS partition_parent_schema,
       parent.relname AS partition_parent_index,
       con.conname AS constraint_name,
       ts.spcname AS tablespace,
       CASE WHEN i.reloptions IS NOT NULL THEN (
         SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(i.reloptions) o
       ) END AS options,
       CASE WHEN cardinality(i.reloptions) > 1 THEN (
         SELECT jsonb_agg(split_part(o.setting, '=', 1) ORDER BY o.position) FROM unnest(i.reloptions) WITH ORDINALITY AS o (setting, position)
       ) END AS option_order,
       -- What pg_get_indexdef prints. It opens the table, 25 us for one that the session has not seen, and is asked about what is not plain;
       -- a predicate with a line break in it is one that it lays out otherwise than pg_get_expr.
       CASE WHEN k.is_plain AND am.amname = 'btree' AND i.reloptions IS NULL AND (i.indpred IS NULL OR strpos(i.condition, E'\n') = 0)
       THEN CASE WHEN i.indisunique THEN 'CREATE UNIQUE INDEX ' ELSE 'CREATE INDEX ' END || quote_ident(i.relname)
         || CASE WHEN i.relkind = 'I' THEN ' ON ONLY ' ELSE ' ON ' END || quote_ident(i.nspname) || '.' || quote_ident(i.table_name)
         || ' USING btree (' || k.terms || ')'
         || coalesce(' INCLUDE (' || k.included_terms || ')', '')
         || CASE WHEN i.indnullsnotdistinct THEN ' NULLS NOT DISTINCT' ELSE '' END -- since 15
         || coalesce(' WHERE ' || i.condition, '')
       ELSE pg_get_indexdef(i.indexrelid) -- else: ELSE NULL
       END AS definition,
       d.description AS comment,
       i.indexrelid AS oid
FROM (
  SELECT x.*, n.nspname, c.relname AS table_name, xc.relname, xc.relkind, xc.relam, xc.reltablespace, xc.relispartition, xc.reloptions,
         CASE WHEN x.indpred IS NOT NULL THEN pg_get_expr(x.indpred, x.indrelid) END AS condition -- else: NULL::text AS condition
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_index x ON x.indrelid = c.oid AND x.indrelid BETWEEN $1::int8::oid AND $2::int8::oid
  CROSS JOIN LATERAL (
    SELECT ic.relname, ic.relkind, ic.relam, ic.reltablespace, ic.relispartition, ic.reloptions FROM pg_class ic WHERE ic.oid = x.indexrelid OFFSET 0
  ) xc
  WHERE c.relkind IN ('r', 'p', 'm')
    AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  OFFSET 0 -- the condition is printed once
) i
JOIN keys k ON k.indexrelid = i.indexrelid
JOIN pg_am am ON am.oid = i.relam
LEFT JOIN LATERAL (
  SELECT pn.nspname, pc.relname
  FROM pg_inherits h JOIN pg_class pc ON pc.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
  WHERE i.relispartition AND h.inhrelid = i.indexrelid OFFSET 0
) parent ON true
LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x') AND con.conrelid BETWEEN $1::int8::oid AND $2::int8::oid
LEFT JOIN pg_tablespace ts ON ts.oid = i.reltablespace
LEFT JOIN LATERAL (
  SELECT description FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = i.indexrelid AND objsubid = 0 OFFSET 0
) d ON true;
