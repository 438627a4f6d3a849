-- foreign_key: foreign keys of a partition's tables, column pairs by position of conkey and confkey.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       con.conname AS constraint_name,
       to_jsonb(con.names) AS columns,
       rn.nspname AS referenced_schema,
       rc.relname AS referenced_table,
       to_jsonb(con.referenced_names) AS referenced_columns,
       (SELECT ic.relname FROM pg_class ic WHERE ic.oid = con.conindid) AS referenced_index,
       CASE con.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                            WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS on_update,
       CASE con.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                            WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS on_delete,
       CASE WHEN con.confdelsetcols IS NOT NULL THEN (SELECT jsonb_agg(a.attname ORDER BY s.position) FROM unnest(con.confdelsetcols) WITH ORDINALITY AS s (attnum, position) JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = s.attnum) END AS on_delete_set_columns, -- since 15
    -- before 15: NULL::jsonb AS on_delete_set_columns,
       CASE con.confmatchtype WHEN 's' THEN 'simple' WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END AS match_type,
       con.condeferrable AS is_deferrable,
       con.condeferred AS is_initially_deferred,
       con.convalidated AS is_validated,
       con.conenforced AS is_enforced, -- since 18
    -- before 18: true AS is_enforced,
       con.conperiod AS is_period, -- since 18
    -- before 18: false AS is_period,
       con.conislocal AS is_local,
       con.coninhcount AS inheritance_count,
       parent.conname AS inherited_from,
       parent.nspname AS inherited_from_schema,
       parent.relname AS inherited_from_table,
       -- What pg_get_constraintdef prints, which costs 40 us for a table that the session has not seen, and is asked about the rest.
       CASE
         WHEN rn.nspname LIKE 'pg\_%' THEN pg_get_constraintdef(con.oid)
         WHEN con.confdelsetcols IS NOT NULL THEN pg_get_constraintdef(con.oid) -- since 15
         WHEN con.conperiod THEN pg_get_constraintdef(con.oid) -- since 18
         ELSE 'FOREIGN KEY (' || con.key || ') REFERENCES ' || quote_ident(rn.nspname) || '.' || quote_ident(rc.relname) || '(' || con.referenced_key || ')'
         || CASE con.confmatchtype WHEN 'f' THEN ' MATCH FULL' WHEN 'p' THEN ' MATCH PARTIAL' ELSE '' END
         || CASE con.confupdtype WHEN 'r' THEN ' ON UPDATE RESTRICT' WHEN 'c' THEN ' ON UPDATE CASCADE' WHEN 'n' THEN ' ON UPDATE SET NULL' WHEN 'd' THEN ' ON UPDATE SET DEFAULT' ELSE '' END
         || CASE con.confdeltype WHEN 'r' THEN ' ON DELETE RESTRICT' WHEN 'c' THEN ' ON DELETE CASCADE' WHEN 'n' THEN ' ON DELETE SET NULL' WHEN 'd' THEN ' ON DELETE SET DEFAULT' ELSE '' END
         || CASE WHEN con.condeferrable THEN ' DEFERRABLE' ELSE '' END || CASE WHEN con.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END
         || CASE WHEN NOT con.conenforced THEN ' NOT ENFORCED' WHEN NOT con.convalidated THEN ' NOT VALID' ELSE '' END -- since 18
      -- before 18: || CASE WHEN NOT con.convalidated THEN ' NOT VALID' ELSE '' END
       END AS definition,
       d.description AS comment,
       con.oid AS oid
FROM (
  SELECT fk.*,
         CASE WHEN cardinality(fk.names) = 1 THEN quote_ident(fk.names[1])
              ELSE (SELECT string_agg(quote_ident(k.name), ', ' ORDER BY k.position) FROM unnest(fk.names) WITH ORDINALITY AS k (name, position)) END AS key,
         CASE WHEN cardinality(fk.referenced_names) = 1 THEN quote_ident(fk.referenced_names[1])
              ELSE (SELECT string_agg(quote_ident(k.name), ', ' ORDER BY k.position) FROM unnest(fk.referenced_names) WITH ORDINALITY AS k (name, position)) END AS referenced_key
  FROM (
    -- Names are looked up one by one, by the index: a join would read all columns of the table.
    SELECT f.*,
           CASE WHEN cardinality(f.conkey) = 1 THEN ARRAY[(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.conrelid AND a.attnum = f.conkey[1])]
                ELSE ARRAY(SELECT (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.conrelid AND a.attnum = k.attnum)
                           FROM unnest(f.conkey) WITH ORDINALITY AS k (attnum, position) ORDER BY k.position) END AS names,
           CASE WHEN cardinality(f.confkey) = 1 THEN ARRAY[(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.confrelid AND a.attnum = f.confkey[1])]
                ELSE ARRAY(SELECT (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.confrelid AND a.attnum = k.attnum)
                           FROM unnest(f.confkey) WITH ORDINALITY AS k (attnum, position) ORDER BY k.position) END AS referenced_names
    FROM pg_constraint f
    WHERE f.contype = 'f' AND f.conrelid BETWEEN $1::int8::oid AND $2::int8::oid
    OFFSET 0 -- the arrays are made once
  ) fk
) con
JOIN pg_class c ON c.oid = con.conrelid AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class rc ON rc.oid = con.confrelid
JOIN pg_namespace rn ON rn.oid = rc.relnamespace
LEFT JOIN LATERAL (
  SELECT p.conname, pc.relname, pn.nspname
  FROM pg_constraint p JOIN pg_class pc ON pc.oid = p.conrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace
  WHERE con.conparentid <> 0 AND p.oid = con.conparentid OFFSET 0
) parent ON true
LEFT JOIN LATERAL (
  SELECT description FROM pg_description WHERE classoid = 'pg_constraint'::regclass AND objoid = con.oid AND objsubid = 0 OFFSET 0
) d ON true
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
