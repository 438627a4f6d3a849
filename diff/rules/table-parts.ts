import type { Value } from '../../contracts/kinds/kind.js';
import {
  type AttributeRules,
  flag,
  ignored,
  is,
  judged,
  type Judge,
  listIn,
  toldBy,
} from './attribute-rule.js';
import { enabledRule } from './judges.js';

/** Whether a constraint's or index's row is a key's. */
const isKey = ({ constraint_type: type, is_unique: unique }: Readonly<Record<string, Value>>) =>
  type === 'primary key' || type === 'unique' || unique === true;

const ofKey: Judge = (_, __, { before, after }) =>
  isKey(before) || isKey(after) ? 'key-changed' : 'constraint-changed';
const keyRule = judged(['key-changed', 'constraint-changed'], ofKey);

const inheritance: AttributeRules = {
  is_local: is('origin-changed'),
  inheritance_count: is('origin-changed'),
  inherited_from: is('origin-changed'),
  inherited_from_schema: toldBy('origin-changed', 'inherited_from', 'inherited_from_table'),
  inherited_from_table: is('origin-changed'),
};

const checking: AttributeRules = {
  is_deferrable: is('constraint-changed'),
  is_initially_deferred: is('constraint-changed'),
  is_validated: flag('constraint-validated', 'constraint-changed'),
  is_enforced: flag('constraint-added', 'constraint-removed'),
};

export const tableConstraintRules: AttributeRules = {
  ...checking,
  ...inheritance,
  constraint_type: keyRule,
  columns: keyRule,
  definition: toldBy(
    'constraint-changed',
    ...[
      'constraint_type',
      'columns',
      'check_expression',
      'exclusion_operators',
      'included_columns',
      'is_period',
    ],
    ...['nulls_not_distinct', ...Object.keys(checking), 'is_no_inherit'],
  ),
  check_expression: is('constraint-changed'),
  exclusion_operators: is('constraint-changed'),
  index_name: ignored('The index is an object of its own.'),
  included_columns: is('index-changed'),
  is_period: is('key-changed'),
  nulls_not_distinct: is('constraint-changed'),
  is_no_inherit: is('constraint-changed'),
};

export const foreignKeyRules: AttributeRules = {
  ...checking,
  ...inheritance,
  columns: is('constraint-changed'),
  referenced_schema: is('constraint-changed'),
  referenced_table: is('constraint-changed'),
  referenced_columns: is('constraint-changed'),
  referenced_index: ignored('Which of several equal indexes it relies on changes nothing.'),
  on_update: is('effect-changed'),
  on_delete: is('effect-changed'),
  on_delete_set_columns: is('effect-changed'),
  match_type: is('constraint-changed'),
  is_period: is('constraint-changed'),
  definition: toldBy(
    'constraint-changed',
    ...['columns', 'referenced_schema', 'referenced_table', 'referenced_columns', 'on_update', 'on_delete'],
    ...['on_delete_set_columns', 'match_type', 'is_period', ...Object.keys(checking)],
  ),
};

/** What the keys of an index are, their statistics targets aside. */
function keysOf(value: Value): string {
  const keys = listIn(value) as readonly Record<string, unknown>[];
  return JSON.stringify(keys.map((key) => ({ ...key, statistics_target: null })));
}

export const indexRules: AttributeRules = {
  table_name: is('index-changed'),
  access_method: is('index-changed'),
  key_columns: judged(['key-changed', 'index-changed', 'storage-changed'], (before, after, pair) => {
    if (keysOf(before) === keysOf(after)) return 'storage-changed';
    return isKey(pair.before) || isKey(pair.after) ? 'key-changed' : 'index-changed';
  }),
  included_columns: is('index-changed'),
  is_partial: toldBy('index-changed', 'predicate'),
  predicate: judged(['key-changed', 'index-changed'], (_, __, { before, after }) =>
    isKey(before) || isKey(after) ? 'key-changed' : 'index-changed',
  ),
  is_unique: flag('constraint-added', 'key-removed'),
  is_primary: toldBy('key-changed', 'is_unique'),
  is_exclusion: is('constraint-changed'),
  is_immediate: is('constraint-changed'),
  nulls_not_distinct: is('constraint-changed'),
  is_valid: flag('index-validated', 'index-invalidated'),
  is_ready: toldBy('index-changed', 'is_valid'),
  is_clustered: is('storage-changed'),
  is_replica_identity: is('replication-changed'),
  partition_parent_schema: toldBy('origin-changed', 'partition_parent_index'),
  partition_parent_index: is('origin-changed'),
  constraint_name: is('origin-changed'),
  tablespace: is('storage-changed'),
  options: is('storage-changed'),
  option_order: ignored('The order in which options were set has no effect.'),
  definition: toldBy(
    'index-changed',
    ...['table_name', 'access_method', 'key_columns', 'included_columns', 'predicate', 'is_unique'],
    ...['nulls_not_distinct', 'options', 'is_partial'],
  ),
};

export const triggerRules: AttributeRules = {
  timing: is('effect-changed'),
  events: is('effect-changed'),
  level: is('effect-changed'),
  update_columns: is('effect-changed'),
  has_condition: toldBy('effect-changed', 'condition'),
  condition: is('effect-changed'),
  function: is('effect-changed'),
  arguments: is('effect-changed'),
  enabled: enabledRule,
  old_transition_table: is('effect-changed'),
  new_transition_table: is('effect-changed'),
  is_constraint: is('effect-changed'),
  is_deferrable: is('effect-changed'),
  is_initially_deferred: is('effect-changed'),
  from_schema: toldBy('effect-changed', 'from_table'),
  from_table: is('effect-changed'),
  parent_schema: toldBy('origin-changed', 'parent_table'),
  parent_table: is('origin-changed'),
  parent_trigger: is('origin-changed'),
  definition: toldBy(
    'effect-changed',
    ...['timing', 'events', 'level', 'update_columns', 'condition', 'function', 'arguments'],
    ...['old_transition_table', 'new_transition_table', 'is_constraint', 'is_deferrable'],
    ...['is_initially_deferred', 'from_table'],
  ),
  depends_on_extensions: is('origin-changed'),
};

export const ruleRules: AttributeRules = {
  event: is('effect-changed'),
  is_instead: is('effect-changed'),
  has_condition: toldBy('effect-changed', 'definition'),
  enabled: enabledRule,
  definition: toldBy('effect-changed', 'event', 'is_instead'),
};

export const policyRules: AttributeRules = {
  is_permissive: flag('access-widened', 'access-narrowed'),
  command: is('access-changed'),
  roles: is('access-changed'),
  has_using: toldBy('access-changed', 'using_expression'),
  using_expression: is('access-changed'),
  has_check: toldBy('access-changed', 'check_expression'),
  check_expression: is('access-changed'),
};

export const extendedStatisticsRules: AttributeRules = {
  table_schema: is('storage-changed'),
  table_name: is('storage-changed'),
  statistics_kinds: is('storage-changed'),
  columns: is('storage-changed'),
  expressions: is('storage-changed'),
  statistics_target: is('storage-changed'),
  definition: toldBy('storage-changed', 'statistics_kinds', 'columns', 'expressions', 'table_name'),
};
