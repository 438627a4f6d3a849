/**
 * The truth of containers, roles, replication, privileges, triggers, rules and policies; see ../independent-queries.ts.
 * The superuser of the tests may read pg_authid and pg_subscription, which SourceSense never asks.
 */
export const CLUSTER_AND_RULES = {
  extension: {
    source: `SELECT name::text, installed_version AS version FROM pg_available_extensions
             WHERE installed_version IS NOT NULL AND name <> 'plpgsql' ORDER BY 1`,
    catalog: `SELECT extension_name AS name, version FROM catalog.extensions ORDER BY 1`,
  },
  tablespace: {
    source: `SELECT spcname::text AS name, pg_tablespace_location(oid) AS location, spcowner::regrole::text AS owner
             FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global') ORDER BY 1`,
    catalog: `SELECT tablespace_name AS name, location, quote_ident(owner) AS owner FROM catalog.tablespaces ORDER BY 1`,
  },
  role: {
    source: `SELECT rolname::text AS name, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit
             FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY 1`,
    catalog: `SELECT role_name AS name, is_superuser AS rolsuper, inherits AS rolinherit, can_create_roles AS rolcreaterole,
                     can_create_databases AS rolcreatedb, can_login AS rolcanlogin, can_replicate AS rolreplication,
                     bypasses_row_security AS rolbypassrls, connection_limit AS rolconnlimit
              FROM catalog.roles ORDER BY 1`,
  },
  role_membership: {
    source: `SELECT roleid::regrole::text AS role, member::regrole::text AS member, admin_option FROM pg_auth_members
             WHERE NOT (roleid::regrole::text ~ '^pg_' AND member::regrole::text ~ '^pg_') ORDER BY 1, 2`,
    catalog: `SELECT quote_ident(role_name) AS role, quote_ident(member_name) AS member, admin_option
              FROM catalog.role_memberships ORDER BY 1, 2`,
  },
  server_setting: {
    // A session that sets one for itself no longer shows where the server has it from.
    source: `SELECT name, setting AS value, unit FROM pg_settings
             WHERE source IN ('command line', 'configuration file') AND setting IS DISTINCT FROM boot_val ORDER BY 1`,
    catalog: `SELECT setting_name AS name, value, unit FROM catalog.server_settings
              WHERE setting_scope = 'server' AND coalesce(source, 'command line') IN ('command line', 'configuration file') ORDER BY 1`,
  },
  event_trigger: {
    source: `SELECT evtname::text AS name, evtevent::text AS event, evtenabled = 'D' AS disabled FROM pg_event_trigger ORDER BY 1`,
    catalog: `SELECT event_trigger_name AS name, event, enabled = 'disabled' AS disabled FROM catalog.event_triggers ORDER BY 1`,
  },
  foreign_data_wrapper: {
    source: `SELECT foreign_data_wrapper_name AS name, authorization_identifier AS owner
             FROM information_schema.foreign_data_wrappers ORDER BY 1`,
    catalog: `SELECT wrapper_name AS name, owner FROM catalog.foreign_data_wrappers ORDER BY 1`,
  },
  foreign_server: {
    source: `SELECT foreign_server_name AS name, foreign_data_wrapper_name AS wrapper, foreign_server_type AS type,
                    foreign_server_version AS version
             FROM information_schema.foreign_servers ORDER BY 1`,
    catalog: `SELECT server_name AS name, wrapper_name AS wrapper, server_type AS type, server_version AS version
              FROM catalog.foreign_servers ORDER BY 1`,
  },
  user_mapping: {
    source: `SELECT foreign_server_name AS server, lower(authorization_identifier) AS "user"
             FROM information_schema.user_mappings ORDER BY 1, 2`,
    catalog: `SELECT server_name AS server, lower(user_name) AS "user" FROM catalog.user_mappings ORDER BY 1, 2`,
  },
  publication: {
    source: `SELECT pubname::text AS name, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate FROM pg_publication ORDER BY 1`,
    catalog: `SELECT publication_name AS name, is_for_all_tables AS puballtables, publishes_insert AS pubinsert,
                     publishes_update AS pubupdate, publishes_delete AS pubdelete, publishes_truncate AS pubtruncate
              FROM catalog.publications ORDER BY 1`,
  },
  publication_table: {
    source: `SELECT (SELECT pubname::text FROM pg_publication WHERE oid = prpubid) AS publication, prrelid::regclass::text AS relation
             FROM pg_publication_rel ORDER BY 1, 2`,
    catalog: `SELECT publication_name AS publication, format('%I.%I', schema_name, table_name) AS relation
              FROM catalog.publication_tables ORDER BY 1, 2`,
  },
  publication_schema: {
    // The catalog of PostgreSQL 13 has no such table: the description of the object says the same.
    source: `SELECT substring(pg_describe_object(classid, objid, 0) FROM 'publication of schema (.*) in publication') AS schema_name,
                    count(*)::int AS publications
             FROM pg_depend WHERE classid = to_regclass('pg_publication_namespace') AND refclassid = 'pg_namespace'::regclass
             GROUP BY 1 ORDER BY 1`,
    catalog: `SELECT schema_name, count(*)::int AS publications FROM catalog.publication_schemas GROUP BY 1 ORDER BY 1`,
  },
  subscription: {
    source: `SELECT s.subname::text AS name, s.subenabled, s.subpublications::text AS publications
             FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database() ORDER BY 1`,
    catalog: `SELECT subscription_name AS name, is_enabled AS subenabled,
                     (SELECT array_agg(p) FROM jsonb_array_elements_text(publications) p)::text AS publications
              FROM catalog.subscriptions ORDER BY 1`,
  },
  default_privilege: {
    source: `SELECT defaclrole::regrole::text AS role, nullif(defaclnamespace, 0)::regnamespace::text AS schema_name, left(defaclobjtype::text, 1) AS type,
                    (SELECT count(*)::int FROM aclexplode(defaclacl)) AS privileges
             FROM pg_default_acl ORDER BY 1, 2, 3`,
    catalog: `SELECT quote_ident(role_name) AS role, quote_ident(schema_name) AS schema_name,
                     CASE object_type WHEN 'table' THEN 'r' WHEN 'sequence' THEN 'S' WHEN 'type' THEN 'T' WHEN 'large object' THEN 'L' WHEN 'schema' THEN 'n'
                          ELSE left(object_type, 1) END AS type,
                     jsonb_array_length(acl) AS privileges
              FROM catalog.default_privileges ORDER BY 1, 2, 3`,
  },
  privilege: {
    // The information schema knows no MAINTAIN, shows what applies by default as well, and calls the owner's own privileges
    // grantable, which the ACL does not say.
    source: `SELECT p.table_schema AS schema_name, p.table_name AS object_name, p.grantor, lower(p.grantee) AS grantee, p.privilege_type AS privilege,
                    p.is_grantable = 'YES' AS is_grantable
             FROM information_schema.table_privileges p
             JOIN pg_class c ON c.oid = format('%I.%I', p.table_schema, p.table_name)::regclass AND c.relacl IS NOT NULL AND pg_get_userbyid(c.relowner) <> p.grantee
             WHERE p.table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3, 4, 5`,
    catalog: `SELECT schema_name, object_name, grantor, lower(grantee) AS grantee, privilege, is_grantable
              FROM catalog.privileges p
              WHERE object_kind IN ('table', 'view', 'foreign table') AND privilege <> 'MAINTAIN'
                AND grantee <> (SELECT r.owner FROM (SELECT schema_name, table_name, owner FROM catalog.tables UNION ALL
                  SELECT schema_name, table_name, owner FROM catalog.views) r
                  WHERE r.schema_name = p.schema_name AND r.table_name = p.object_name)
              ORDER BY 1, 2, 3, 4, 5`,
  },
  trigger: {
    source: `SELECT tgrelid::regclass::text AS relation, tgname::text AS name, pg_get_triggerdef(oid) AS definition, tgenabled = 'D' AS disabled
             FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0 ORDER BY 1, 2`,
    catalog: `SELECT format('%I.%I', schema_name, table_name) AS relation, trigger_name AS name, definition, enabled = 'disabled' AS disabled
              FROM catalog.triggers WHERE parent_trigger IS NULL ORDER BY 1, 2`,
  },
  rule: {
    // pg_rules leaves out whatever is called _RETURN.
    source: `
      SELECT schemaname::text, tablename::text, rulename::text, definition FROM pg_rules WHERE schemaname <> 'pg_catalog'
      UNION ALL
      SELECT relnamespace::regnamespace::text, relname, rulename, pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class
      WHERE rulename = '_RETURN' AND relkind = 'r'
      ORDER BY 1, 2, 3`,
    catalog: `SELECT schema_name AS schemaname, table_name AS tablename, rule_name AS rulename, definition FROM catalog.rules ORDER BY 1, 2, 3`,
  },
  policy: {
    source: `SELECT schemaname::text, tablename::text, policyname::text, permissive = 'PERMISSIVE' AS permissive, lower(cmd) AS command,
                    cardinality(roles) AS roles, qual, with_check
             FROM pg_policies ORDER BY 1, 2, 3`,
    catalog: `SELECT schema_name AS schemaname, table_name AS tablename, policy_name AS policyname, is_permissive AS permissive, command,
                     jsonb_array_length(roles) AS roles, using_expression AS qual, check_expression AS with_check
              FROM catalog.policies ORDER BY 1, 2, 3`,
  },
  extended_statistics: {
    source: `SELECT stxnamespace::regnamespace::text AS schema_name, stxname::text AS name, stxrelid::regclass::text AS relation,
                    pg_get_statisticsobjdef(oid) AS definition
             FROM pg_statistic_ext ORDER BY 1, 2`,
    catalog: `SELECT quote_ident(schema_name) AS schema_name, statistics_name AS name, format('%I.%I', table_schema, table_name) AS relation, definition
              FROM catalog.extended_statistics ORDER BY 1, 2`,
  },
} as const;
