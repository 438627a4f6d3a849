-- table_constraint: primary key, unique, check, exclusion and not-null constraints of a partition's tables.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       n.nspname AS schema_name,
       c.relname AS table_name,
       con.conname AS constraint_name,
       CASE con.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
                        WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not null' END AS constraint_type,
       to_jsonb(con.names) AS columns,
       -- What pg_get_constraintdef prints, which costs 40 us for a table that the session has not seen, and is asked about the rest.
       CASE
         WHEN con.contype = 'x' THEN pg_get_constraintdef(con.oid) -- else: WHEN con.contype = 'x' THEN NULL::text
         WHEN con.conperiod THEN pg_get_constraintdef(con.oid) -- since 18
         ELSE CASE con.contype
                WHEN 'c' THEN 'CHECK (' || con.expression || ')'
                WHEN 'n' THEN 'NOT NULL ' || quote_ident(con.names[1])
                ELSE CASE con.contype WHEN 'p' THEN 'PRIMARY KEY ' ELSE 'UNIQUE ' END
                  || CASE WHEN i.indnullsnotdistinct THEN 'NULLS NOT DISTINCT ' ELSE '' END -- since 15
                  || '(' || CASE WHEN cardinality(con.names) = 1 THEN quote_ident(con.names[1]) ELSE (
                       SELECT string_agg(quote_ident(k.name), ', ' ORDER BY k.position) FROM unnest(con.names) WITH ORDINALITY AS k (name, position)
                     ) END || ')'
                  || CASE WHEN i.included_names IS NULL THEN '' ELSE ' INCLUDE (' || (
                       SELECT string_agg(quote_ident(k.name), ', ' ORDER BY k.position) FROM unnest(i.included_names) WITH ORDINALITY AS k (name, position)
                     ) || ')' END
              END
         || CASE WHEN con.connoinherit AND con.contype IN ('c', 'n') THEN ' NO INHERIT' ELSE '' END
         || CASE WHEN con.condeferrable THEN ' DEFERRABLE' ELSE '' END || CASE WHEN con.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END
         || CASE WHEN NOT con.conenforced THEN ' NOT ENFORCED' WHEN NOT con.convalidated THEN ' NOT VALID' ELSE '' END -- since 18
      -- before 18: || CASE WHEN NOT con.convalidated THEN ' NOT VALID' ELSE '' END
       END AS definition,
       con.expression AS check_expression,
       CASE WHEN con.contype = 'x' THEN (
         SELECT jsonb_agg(format('%I.%s', opn.nspname, op.oprname) ORDER BY k.position)
         FROM unnest(con.conexclop) WITH ORDINALITY AS k (opoid, position)
         JOIN pg_operator op ON op.oid = k.opoid
         JOIN pg_namespace opn ON opn.oid = op.oprnamespace
       ) END AS exclusion_operators,
       i.relname AS index_name,
       to_jsonb(i.included_names) AS included_columns,
       con.conperiod AS is_period, -- since 18
    -- before 18: false AS is_period,
       CASE WHEN con.contype = 'u' THEN i.indnullsnotdistinct END AS nulls_not_distinct, -- since 15
    -- before 15: CASE WHEN con.contype = 'u' THEN false END AS nulls_not_distinct,
       con.condeferrable AS is_deferrable,
       con.condeferred AS is_initially_deferred,
       con.convalidated AS is_validated,
       con.conenforced AS is_enforced, -- since 18
    -- before 18: true AS is_enforced,
       con.connoinherit AS is_no_inherit,
       con.conislocal AS is_local,
       con.coninhcount AS inheritance_count,
       parent.conname AS inherited_from,
       parent.nspname AS inherited_from_schema,
       parent.relname AS inherited_from_table,
       d.description AS comment,
       con.oid AS oid
FROM (
  SELECT tc.*,
         -- An exclusion constraint over an expression has attribute number 0 there: null by position.
         CASE WHEN cardinality(tc.conkey) = 1
              THEN ARRAY[(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = tc.conrelid AND a.attnum = tc.conkey[1] AND a.attnum <> 0)]
              -- Each by the index: a join would read all columns of the table.
              ELSE ARRAY(SELECT (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = tc.conrelid AND a.attnum = k.attnum AND k.attnum <> 0)
                         FROM unnest(tc.conkey) WITH ORDINALITY AS k (attnum, position) ORDER BY k.position)
         END AS names,
         CASE WHEN tc.contype = 'c' THEN pg_get_expr(tc.conbin, tc.conrelid) END AS expression -- else: NULL::text AS expression
  FROM pg_constraint tc
  WHERE tc.contype IN ('p', 'u', 'c', 'x', 'n') AND tc.conrelid BETWEEN $1::int8::oid AND $2::int8::oid
  OFFSET 0 -- what is made for a constraint is made once
) con
JOIN pg_class c ON c.oid = con.conrelid AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
  SELECT ic.relname, CASE WHEN ix.indnatts > ix.indnkeyatts THEN ARRAY(
           SELECT a.attname FROM unnest(ix.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
           JOIN pg_attribute a ON a.attrelid = ix.indrelid AND a.attnum = k.attnum WHERE k.position > ix.indnkeyatts ORDER BY k.position) END AS included_names,
         ix.indnullsnotdistinct -- since 15
      -- before 15: false AS indnullsnotdistinct
  FROM pg_class ic JOIN pg_index ix ON ix.indexrelid = ic.oid
  WHERE con.contype IN ('p', 'u', 'x') AND ic.oid = con.conindid OFFSET 0
) i ON true
LEFT JOIN LATERAL (
  SELECT p.conname, pc.relname, pn.nspname
  FROM pg_constraint p JOIN pg_class pc ON pc.oid = p.conrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace
  WHERE con.conparentid <> 0 AND p.oid = con.conparentid OFFSET 0
) parent ON true
LEFT JOIN LATERAL (
  SELECT description FROM pg_description WHERE classoid = 'pg_constraint'::regclass AND objoid = con.oid AND objsubid = 0 OFFSET 0
) d ON true
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
