import type { Kind } from '../../contracts/kinds/index.js';
import { CLUSTER_AND_RULES } from './independent/cluster-and-rules.js';
import { CODE_AND_TYPES_QUERIES } from './independent/code-and-types.js';

/**
 * For every kind, the truth and what the catalog says of it, as two queries that must give the same rows. The ones on the
 * source share nothing with `sources/postgres/sql`: where `information_schema` or a system view tells the same thing, they
 * ask that; the superuser of the tests sees everything there.
 */
export const INDEPENDENT_QUERIES: Readonly<Record<Kind, { source: string; catalog: string }>> = {
  ...CLUSTER_AND_RULES,
  ...CODE_AND_TYPES_QUERIES,
  database: {
    source: `SELECT datname AS name, datname = current_database() AS extracted, pg_encoding_to_char(encoding) AS encoding
             FROM pg_database ORDER BY 1`,
    catalog: `SELECT database_name AS name, is_extracted AS extracted, encoding FROM catalog.databases ORDER BY 1`,
  },
  schema: {
    source: `SELECT schema_name, schema_owner AS owner, obj_description(quote_ident(schema_name)::regnamespace, 'pg_namespace') AS comment
             FROM information_schema.schemata
             WHERE schema_name !~ '^pg_' AND schema_name <> 'information_schema' ORDER BY 1`,
    catalog: `SELECT schema_name, owner, comment FROM catalog.schemas ORDER BY 1`,
  },
  table: {
    source: `SELECT t.table_schema AS schema_name, t.table_name, x.relrowsecurity AS row_security, x.relispartition AS is_partition,
                    x.relkind = 'p' AS is_partitioned, obj_description(x.oid, 'pg_class') AS comment
             FROM information_schema.tables t
             JOIN pg_class x ON x.oid = format('%I.%I', t.table_schema, t.table_name)::regclass
             WHERE t.table_type IN ('BASE TABLE', 'FOREIGN') AND t.table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2`,
    catalog: `SELECT schema_name, table_name, row_security_enabled AS row_security, is_partition,
                     table_type = 'partitioned' AS is_partitioned, comment
              FROM catalog.tables ORDER BY 1, 2`,
  },
  view: {
    source: `SELECT v.table_schema AS schema_name, v.table_name, v.view_definition AS definition,
                    v.is_updatable = 'YES' AS is_updatable, v.is_insertable_into = 'YES' AS is_insertable
             FROM information_schema.views v WHERE v.table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2`,
    catalog: `SELECT schema_name, table_name, definition, is_updatable, is_insertable FROM catalog.views ORDER BY 1, 2`,
  },
  materialized_view: {
    source: `SELECT schemaname AS schema_name, matviewname AS table_name, definition, ispopulated AS is_populated
             FROM pg_matviews ORDER BY 1, 2`,
    catalog: `SELECT schema_name, table_name, definition, is_populated FROM catalog.materialized_views ORDER BY 1, 2`,
  },
  column: {
    source: `SELECT a.attrelid::regclass::text AS relation, a.attname::text AS column_name, a.attnum::int AS ordinal_position,
                    format_type(a.atttypid, a.atttypmod) AS data_type,
                    coalesce(c.is_nullable = 'YES', NOT a.attnotnull) AS is_nullable,
                    c.identity_generation, c.generation_expression, CASE WHEN c.is_generated = 'NEVER' THEN c.column_default END AS default_expression,
                    col_description(a.attrelid, a.attnum) AS comment
             FROM pg_attribute a
             JOIN pg_class r ON r.oid = a.attrelid AND r.relkind IN ('r', 'v', 'm', 'p', 'f')
             LEFT JOIN information_schema.columns c
               ON c.table_schema = r.relnamespace::regnamespace::text AND c.table_name = r.relname AND c.column_name = a.attname
             WHERE a.attnum > 0 AND NOT a.attisdropped
               AND r.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1, 3`,
    catalog: `SELECT format('%I.%I', schema_name, table_name) AS relation, column_name, ordinal_position, data_type, is_nullable,
                     upper(identity_generation) AS identity_generation, generation_expression, default_expression, comment
              FROM catalog.columns ORDER BY 1, 3`,
  },
  table_constraint: {
    source: `SELECT con.conrelid::regclass::text AS relation, con.conname::text AS name, pg_get_constraintdef(con.oid) AS definition,
                    con.convalidated AS is_validated
             FROM pg_constraint con
             WHERE con.contype <> 'f' AND con.contype <> 't' AND con.conrelid <> 0
               AND con.connamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1, 2`,
    catalog: `SELECT format('%I.%I', schema_name, table_name) AS relation, constraint_name AS name, definition, is_validated
              FROM catalog.table_constraints ORDER BY 1, 2`,
  },
  foreign_key: {
    // Not information_schema: it pairs columns by the constraint's name, which is unique in a table only.
    source: `SELECT r.relnamespace::regnamespace::text AS schema_name, r.relname::text AS table_name, f.conname::text AS constraint_name,
                    (SELECT json_agg((SELECT attname FROM pg_attribute WHERE attrelid = f.conrelid AND attnum = f.conkey[i]) ORDER BY i)
                     FROM generate_subscripts(f.conkey, 1) i) AS columns,
                    p.relnamespace::regnamespace::text AS referenced_schema, p.relname::text AS referenced_table,
                    (SELECT json_agg((SELECT attname FROM pg_attribute WHERE attrelid = f.confrelid AND attnum = f.confkey[i]) ORDER BY i)
                     FROM generate_subscripts(f.confkey, 1) i) AS referenced_columns,
                    coalesce(lower(substring(pg_get_constraintdef(f.oid) FROM 'ON DELETE (CASCADE|RESTRICT|SET NULL|SET DEFAULT)')), 'no action') AS on_delete,
                    coalesce(lower(substring(pg_get_constraintdef(f.oid) FROM 'ON UPDATE (CASCADE|RESTRICT|SET NULL|SET DEFAULT)')), 'no action') AS on_update
             FROM pg_constraint f JOIN pg_class r ON r.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
             WHERE f.contype = 'f' ORDER BY 1, 2, 3`,
    catalog: `SELECT schema_name, table_name, constraint_name, columns, referenced_schema, referenced_table, referenced_columns,
                     on_delete, on_update
              FROM catalog.foreign_keys ORDER BY 1, 2, 3`,
  },
  index: {
    source: `SELECT schemaname AS schema_name, tablename AS table_name, indexname AS index_name, indexdef AS definition
             FROM pg_indexes WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3`,
    catalog: `SELECT schema_name, table_name, index_name, definition FROM catalog.indexes ORDER BY 1, 2, 3`,
  },
  sequence: {
    source: `SELECT schemaname AS schema_name, sequencename AS sequence_name, data_type::text, start_value, min_value, max_value,
                    increment_by, cycle, cache_size, last_value
             FROM pg_sequences ORDER BY 1, 2`,
    catalog: `SELECT schema_name, sequence_name, data_type, start_value, minimum_value AS min_value, maximum_value AS max_value,
                     increment_by, is_cycled AS cycle, cache_size, last_value
              FROM catalog.sequences ORDER BY 1, 2`,
  },
  table_statistics: {
    source: `SELECT nspname::text AS schema_name, relname::text AS table_name,
                    -- The main forks: maps of free space and visibility are no content.
                    pg_relation_size(c.oid)
                      + (SELECT coalesce(sum(pg_relation_size(indexrelid)), 0) FROM pg_index WHERE indrelid IN (c.oid, c.reltoastrelid))
                      + CASE WHEN c.reltoastrelid <> 0 THEN pg_relation_size(c.reltoastrelid) ELSE 0 END AS total_bytes, CASE WHEN relkind <> 'p' AND reltuples > 0 THEN reltuples::float8 END AS row_estimate
             FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
             WHERE relkind IN ('r', 'p', 'm') AND nspname !~ '^(pg_|information_schema)' ORDER BY 1, 2`,
    catalog: `SELECT s.schema_name, s.table_name, s.heap_bytes + s.toast_bytes + s.index_bytes AS total_bytes,
                     CASE WHEN s.row_estimate_source <> 'partitions' THEN nullif(s.row_estimate, 0) END AS row_estimate
              FROM catalog.table_statistics s ORDER BY 1, 2`,
  },
  column_statistics: {
    source: `SELECT schemaname AS schema_name, tablename AS table_name, attname AS column_name, inherited, null_frac::float8,
                    avg_width, n_distinct::float8
             FROM pg_stats
             WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
               AND NOT EXISTS (SELECT FROM pg_indexes i WHERE i.schemaname = pg_stats.schemaname AND i.indexname = pg_stats.tablename)
             ORDER BY 1, 2, 3, 4`,
    catalog: `SELECT schema_name, table_name, column_name, includes_children AS inherited, null_fraction AS null_frac,
                     average_width_bytes AS avg_width, distinct_estimate AS n_distinct
              FROM catalog.column_statistics ORDER BY 1, 2, 3, 4`,
  },
  dependency: {
    source: `SELECT DISTINCT u.view_schema AS dependent_schema, u.view_name AS dependent_name,
                    u.table_schema AS referenced_schema, u.table_name AS referenced_name, u.column_name AS referenced_part
             FROM information_schema.view_column_usage u
             WHERE u.table_schema NOT IN ('pg_catalog', 'information_schema')
               AND u.view_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3, 4, 5`,
    catalog: `SELECT dependent_schema, dependent_name, referenced_schema, referenced_name, referenced_part
              FROM catalog.dependencies
              WHERE dependent_kind = 'view' AND dependent_part = '' AND referenced_part <> ''
                AND referenced_kind IN ('table', 'view') ORDER BY 1, 2, 3, 4, 5`,
  },
};
