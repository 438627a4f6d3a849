-- own_changes: whether any catalog row of the database's own objects, those that belong to no relation, was written by a
-- transaction that a snapshot did not see; see changes.sql. Of roles and subscriptions not all may read the rows' versions.
-- Parameters: $1 the snapshot's xmin, $2 the later transactions that it saw; both as 32-bit transaction ids.
WITH own (version) AS (
  SELECT xmin FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
  UNION ALL SELECT xmin FROM pg_proc
  -- Relations bring types along.
  UNION ALL SELECT xmin FROM pg_type WHERE typrelid = 0 AND typcategory <> 'A'
  UNION ALL SELECT xmin FROM pg_class WHERE relkind = 'c'
  UNION ALL SELECT xmin FROM pg_attribute WHERE attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'c')
  UNION ALL SELECT xmin FROM pg_constraint WHERE contypid <> 0
  UNION ALL SELECT xmin FROM pg_enum
  UNION ALL SELECT xmin FROM pg_range
  UNION ALL SELECT xmin FROM pg_aggregate
  UNION ALL SELECT xmin FROM pg_operator
  UNION ALL SELECT xmin FROM pg_opclass
  UNION ALL SELECT xmin FROM pg_opfamily
  UNION ALL SELECT xmin FROM pg_amop
  UNION ALL SELECT xmin FROM pg_amproc
  UNION ALL SELECT xmin FROM pg_am
  UNION ALL SELECT xmin FROM pg_cast
  UNION ALL SELECT xmin FROM pg_collation
  UNION ALL SELECT xmin FROM pg_conversion
  UNION ALL SELECT xmin FROM pg_language
  UNION ALL SELECT xmin FROM pg_transform
  UNION ALL SELECT xmin FROM pg_ts_config
  UNION ALL SELECT xmin FROM pg_ts_config_map
  UNION ALL SELECT xmin FROM pg_ts_dict
  UNION ALL SELECT xmin FROM pg_ts_parser
  UNION ALL SELECT xmin FROM pg_ts_template
  UNION ALL SELECT xmin FROM pg_extension
  UNION ALL SELECT xmin FROM pg_event_trigger
  UNION ALL SELECT xmin FROM pg_foreign_data_wrapper
  UNION ALL SELECT xmin FROM pg_foreign_server
  UNION ALL SELECT xmin FROM pg_publication
  UNION ALL SELECT xmin FROM pg_publication_rel
  UNION ALL SELECT xmin FROM pg_publication_namespace -- since 15
  UNION ALL SELECT xmin FROM pg_default_acl
  UNION ALL SELECT xmin FROM pg_parameter_acl -- since 15
  UNION ALL SELECT xmin FROM pg_database WHERE datname = current_database()
  UNION ALL SELECT xmin FROM pg_db_role_setting
  UNION ALL SELECT xmin FROM pg_auth_members
  UNION ALL SELECT xmin FROM pg_tablespace
  UNION ALL SELECT xmin FROM pg_shdescription
  UNION ALL SELECT xmin FROM pg_description
            WHERE classoid = 'pg_class'::regclass AND objoid IN (SELECT oid FROM pg_class WHERE relkind = 'c')
  UNION ALL SELECT xmin FROM pg_description
            WHERE classoid NOT IN ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_rewrite'::regclass, 'pg_trigger'::regclass,
                                   'pg_policy'::regclass, 'pg_statistic_ext'::regclass)
)
SELECT EXISTS (SELECT FROM own
               WHERE age(version) BETWEEN 0 AND (SELECT age($1::text::xid)) AND version <> ALL ($2::text[]::xid[])) AS is_written;
