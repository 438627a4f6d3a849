-- catalog_terms: for every catalog that definitions are made of, the query that says how much of it there is and what, as
-- text, the one that says whether it was written since, the one for the versions of its rows, and its size in bytes; the
-- largest catalog first.
-- Whole catalogs rather than what each kind reads: functions such as pg_get_viewdef read nearly all of them. Left out are
-- statistics, large objects, what nobody reads, and columns that VACUUM, ANALYZE, TRUNCATE or REINDEX write without changing
-- a definition; of relations, temporary ones, which come and go, and the columns and indexes of TOAST tables.
-- 10,000 tables of 20 columns are 1.1 million catalog rows and take the server 0.7 s; as text (PostgreSQL 13) 1.5 s.
-- Parameters: none.
WITH condition (catalog, sql) AS (VALUES
  ('pg_class', 'relpersistence <> ''t'''),
  ('pg_attribute', 'attnum > 0 AND attrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_attrdef', 'adrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_constraint', 'conrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_index', 'indrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_inherits', 'inhrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_rewrite', 'ev_class NOT IN (SELECT oid FROM passing)'),
  ('pg_sequence', 'seqrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_trigger', 'tgrelid NOT IN (SELECT oid FROM passing)'),
  ('pg_namespace', 'oid NOT IN (SELECT oid FROM temporary_schema)'),
  ('pg_type', 'typnamespace NOT IN (SELECT oid FROM temporary_schema)'),
  ('pg_depend', 'NOT (classid = ''pg_class''::regclass AND objid IN (SELECT oid FROM passing))'
    || ' AND NOT (refclassid = ''pg_class''::regclass AND refobjid IN (SELECT oid FROM passing))'
    || ' AND NOT (classid = ''pg_type''::regclass AND objid IN (SELECT oid FROM pg_type WHERE typnamespace IN (SELECT oid FROM temporary_schema)))'
    || ' AND NOT (refclassid = ''pg_type''::regclass AND refobjid IN (SELECT oid FROM pg_type WHERE typnamespace IN (SELECT oid FROM temporary_schema)))')
), col AS (
  SELECT c.relname, c.relkind, a.attnum,
         -- Types that the server can't hash, and some that it can't before a later version, go by their text.
         format(CASE WHEN t.typname IN ('bool', 'char', 'name', 'int2', 'int4', 'int8', 'oid', 'text', 'float4', 'timestamptz',
                                        '_text', '_oid', '_char', '_aclitem') THEN '%I'
                     WHEN t.typname = 'int2vector' THEN '%I::int2[]'
                     WHEN t.typname = 'oidvector' THEN '%I::oid[]'
                     WHEN t.typname = 'regproc' THEN '%I::oid'
                     ELSE '%I::text' END, a.attname) AS sql
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relnamespace = 'pg_catalog'::regnamespace
    -- The views stand for pg_authid and pg_user_mapping, which hold secrets.
    AND (c.relkind = 'r' AND c.relname NOT IN ('pg_authid', 'pg_user_mapping', 'pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject',
           'pg_largeobject_metadata', 'pg_shdepend', 'pg_subscription_rel', 'pg_replication_origin')
         OR c.relname IN ('pg_roles', 'pg_user_mappings'))
    AND (c.relname, a.attname) NOT IN (
           ('pg_class', 'relpages'), ('pg_class', 'reltuples'), ('pg_class', 'relallvisible'), ('pg_class', 'relallfrozen'),
           ('pg_class', 'relfilenode'), ('pg_class', 'relfrozenxid'), ('pg_class', 'relminmxid'),
           ('pg_database', 'datfrozenxid'), ('pg_database', 'datminmxid'), ('pg_attribute', 'attmissingval'))
    AND has_column_privilege(c.oid, a.attnum, 'SELECT')
)
SELECT col.relname::text AS catalog,
       format('SELECT %L AS catalog, count(*) AS objects, sum(hash_record_extended(ROW(%s), 0))::text AS content FROM %I WHERE %s', -- since 14
    -- before 14: format('SELECT %L AS catalog, count(*) AS objects, sum(hashtextextended(ROW(%s)::text, 0))::text AS content FROM %I WHERE %s',
              col.relname, string_agg(col.sql, ', ' ORDER BY col.attnum), col.relname, coalesce(min(condition.sql), 'true')) AS content,
       -- A view's rows have no version, and who may read only some columns may not read it.
       CASE
         WHEN col.relkind = 'v' OR NOT has_table_privilege('pg_catalog.' || quote_ident(col.relname), 'SELECT') THEN format('SELECT %L AS catalog, count(*) AS objects, false AS is_written FROM %I', col.relname, col.relname)
         ELSE format('SELECT %L AS catalog, count(*) AS objects, coalesce(bool_or(age(xmin) BETWEEN 0 AND (SELECT age($1::text::xid)) AND xmin <> ALL ($2::text[]::xid[])), false) AS is_written FROM %I WHERE %s',
              col.relname, col.relname, coalesce(min(condition.sql), 'true'))
       END AS written,
       CASE WHEN col.relkind = 'r' AND has_table_privilege('pg_catalog.' || quote_ident(col.relname), 'SELECT')
            THEN format('SELECT xmin AS version FROM %I', col.relname) END AS versions,
       pg_relation_size(('pg_catalog.' || quote_ident(col.relname))::regclass) AS size_bytes
FROM col LEFT JOIN condition ON condition.catalog = col.relname
GROUP BY col.relname, col.relkind
ORDER BY size_bytes DESC, col.relname;
