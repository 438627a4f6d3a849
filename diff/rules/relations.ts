import { type AttributeRules, flag, ignored, is, judged, toldBy } from './attribute-rule.js';
import { accessRule, defaultRule, typeRule } from './judges.js';

const optionOrder = ignored('The order in which options were set has no effect.');
/** Tables, columns, sequences and schemas are nobody's but their owner's by default. */
const ownersOnly = accessRule([]);

const storage: AttributeRules = {
  access_method: is('storage-changed'),
  tablespace: is('storage-changed'),
  options: is('storage-changed'),
  option_order: optionOrder,
  toast_options: is('storage-changed'),
  clustered_index: is('storage-changed'),
};

export const databaseRules: AttributeRules = {
  is_extracted: ignored('It says which database the run read.'),
  encoding: is('type-changed'),
  locale_provider: is('ordering-changed'),
  collate: is('ordering-changed'),
  ctype: is('ordering-changed'),
  locale: is('ordering-changed'),
  icu_rules: is('ordering-changed'),
  collation_version: is('ordering-changed'),
  is_template: is('setting-changed'),
  allows_connections: flag('access-widened', 'access-narrowed'),
  connection_limit: is('setting-changed'),
  tablespace: is('storage-changed'),
  configuration: is('setting-changed'),
  counters_since: ignored('It is a statistic of the server.'),
  acl: accessRule(['CONNECT', 'TEMPORARY']),
};

export const schemaRules: AttributeRules = { acl: ownersOnly };

export const tableRules: AttributeRules = {
  ...storage,
  table_type: is('partitioning-changed'),
  persistence: is('durability-changed'),
  is_partition: is('partitioning-changed'),
  partition_parent_schema: is('partitioning-changed'),
  partition_parent_table: is('partitioning-changed'),
  partition_level: toldBy('partitioning-changed', 'is_partition', 'partition_parent_table'),
  partition_bound: is('partitioning-changed'),
  is_detach_pending: is('partitioning-changed'),
  partition_strategy: is('partitioning-changed'),
  partition_key: is('partitioning-changed'),
  partition_key_columns: toldBy('partitioning-changed', 'partition_key'),
  partition_key_expressions: toldBy('partitioning-changed', 'partition_key'),
  inherits_from: is('partitioning-changed'),
  of_type: is('origin-changed'),
  replica_identity: is('replication-changed'),
  replica_identity_index: is('replication-changed'),
  row_security_enabled: flag('row-security-enabled', 'row-security-disabled'),
  row_security_forced: flag('access-changed', 'row-security-disabled'),
  foreign_server: is('logic-changed'),
  foreign_options: is('logic-changed'),
  acl: ownersOnly,
};

export const viewRules: AttributeRules = {
  persistence: is('origin-changed'),
  definition: is('logic-changed'),
  check_option: judged(['constraint-added', 'constraint-removed', 'constraint-changed'], (before, after) =>
    before === null ? 'constraint-added' : after === null ? 'constraint-removed' : 'constraint-changed',
  ),
  security_barrier: is('rights-changed'),
  security_invoker: is('rights-changed'),
  is_updatable: flag('access-widened', 'access-narrowed'),
  is_insertable: flag('access-widened', 'access-narrowed'),
  options: toldBy('storage-changed', 'check_option', 'security_barrier', 'security_invoker'),
  option_order: optionOrder,
  acl: ownersOnly,
};

export const materializedViewRules: AttributeRules = {
  ...storage,
  persistence: is('durability-changed'),
  definition: is('logic-changed'),
  is_populated: is('figure-changed'),
  acl: ownersOnly,
};

export const columnRules: AttributeRules = {
  ordinal_position: is('position-changed'),
  data_type: typeRule,
  type_schema: toldBy('type-changed', 'data_type'),
  type_name: toldBy('type-changed', 'data_type'),
  type_kind: toldBy('type-changed', 'data_type'),
  type_modifier: toldBy('type-changed', 'data_type'),
  element_type: toldBy('type-changed', 'data_type'),
  array_dimensions: ignored('The server does not hold values to the declared number of dimensions.'),
  domain_base_type: toldBy('type-changed', 'data_type'),
  is_nullable: flag('null-allowed', 'null-refused'),
  is_not_null: toldBy('constraint-changed', 'is_nullable'),
  default_expression: defaultRule({ column: 'is_nullable', is: false }),
  identity_generation: judged(['writes-refused', 'generation-changed'], (_, after) =>
    after === 'always' ? 'writes-refused' : 'generation-changed',
  ),
  identity_sequence_schema: toldBy('generation-changed', 'identity_generation'),
  identity_sequence_name: toldBy('generation-changed', 'identity_generation'),
  generated: judged(['writes-refused', 'generation-changed'], (before) =>
    before === null ? 'writes-refused' : 'generation-changed',
  ),
  generation_expression: toldBy('generation-changed', 'generated'),
  collation_schema: toldBy('ordering-changed', 'collation_name', 'data_type'),
  collation_name: toldBy('ordering-changed', 'data_type'),
  storage: toldBy('storage-changed', 'data_type'),
  is_default_storage: toldBy('storage-changed', 'storage', 'data_type'),
  compression: is('storage-changed'),
  statistics_target: is('storage-changed'),
  is_local: is('origin-changed'),
  inheritance_count: is('origin-changed'),
  options: is('storage-changed'),
  foreign_options: is('logic-changed'),
  acl: ownersOnly,
};

export const sequenceRules: AttributeRules = {
  persistence: is('durability-changed'),
  data_type: typeRule,
  start_value: is('generation-changed'),
  minimum_value: is('generation-changed'),
  maximum_value: toldBy('generation-changed', 'data_type'),
  increment_by: is('generation-changed'),
  cache_size: is('storage-changed'),
  is_cycled: is('generation-changed'),
  last_value: ignored('It moves with every value that is taken.'),
  owned_by_schema: toldBy('origin-changed', 'owned_by_table', 'owned_by_column'),
  owned_by_table: is('origin-changed'),
  owned_by_column: is('origin-changed'),
  ownership: is('origin-changed'),
  acl: ownersOnly,
};
