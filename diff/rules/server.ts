import type { Kind } from '../../contracts/kinds/index.js';
import { type AttributeRules, flag, ignored, is, judged, textsIn, toldBy } from './attribute-rule.js';
import { accessRule, enabledRule } from './judges.js';
import { all } from './types-and-routines.js';

const ownersOnly = accessRule([]);
const gainsOrLoses = flag('access-widened', 'access-narrowed');
const publishes = flag('replication-changed', 'replication-narrowed');

const roleRules: AttributeRules = {
  is_superuser: gainsOrLoses,
  inherits: gainsOrLoses,
  can_create_roles: gainsOrLoses,
  can_create_databases: gainsOrLoses,
  can_login: gainsOrLoses,
  can_replicate: gainsOrLoses,
  bypasses_row_security: gainsOrLoses,
  connection_limit: is('setting-changed'),
  valid_until: is('access-changed'),
  configuration: is('setting-changed'),
};

const publicationTableRules: AttributeRules = {
  columns: judged(['replication-narrowed', 'replication-changed'], (before, after) => {
    if (after === null) return 'replication-changed';
    const now = textsIn(after);
    const hasAll = before !== null && textsIn(before).every((column) => now.includes(column));
    return hasAll ? 'replication-changed' : 'replication-narrowed';
  }),
  has_row_filter: toldBy('replication-changed', 'row_filter'),
  row_filter: is('replication-changed'),
};

/** What the server, rather than one of its databases, has, and what replicates. */
export const SERVER_RULES: Partial<Record<Kind, AttributeRules>> = {
  extension: {
    version: is('version-changed'),
    extension_schema: is('object-renamed'),
    is_relocatable: toldBy('version-changed', 'version'),
    member_counts: toldBy('figure-changed', 'version'),
    configuration_tables: toldBy('version-changed', 'version'),
  },
  tablespace: { location: is('storage-changed'), options: is('storage-changed'), acl: ownersOnly },
  role: roleRules,
  role_membership: {
    admin_option: gainsOrLoses,
    inherit_option: gainsOrLoses,
    set_option: gainsOrLoses,
  },
  server_setting: {
    value: is('setting-changed'),
    unit: toldBy('setting-changed', 'value'),
    source: ignored('Where the value was set does not change what it does.'),
    is_pending_restart: ignored('It is a state of the server.'),
  },
  event_trigger: {
    event: is('effect-changed'),
    tags: is('effect-changed'),
    function: is('effect-changed'),
    enabled: enabledRule,
  },
  foreign_data_wrapper: { ...all('logic-changed', ['handler', 'validator', 'options']), acl: ownersOnly },
  foreign_server: {
    ...all('logic-changed', ['wrapper_name', 'server_type', 'server_version', 'options']),
    acl: ownersOnly,
  },
  user_mapping: {
    options_readable: ignored('It says what the role of the run may see.'),
    options: judged(['logic-changed'], (_, __, { before, after }) =>
      before['options_readable'] === true && after['options_readable'] === true ? 'logic-changed' : null,
    ),
  },
  publication: {
    is_for_all_tables: publishes,
    publishes_insert: publishes,
    publishes_update: publishes,
    publishes_delete: publishes,
    publishes_truncate: publishes,
    publishes_via_partition_root: is('replication-changed'),
    publishes_generated_columns: is('replication-changed'),
  },
  publication_table: publicationTableRules,
  publication_schema: {},
  subscription: {
    is_enabled: publishes,
    ...all('replication-changed', [
      ...['publications', 'slot_name', 'synchronous_commit', 'is_binary', 'streaming', 'two_phase'],
      ...['disables_on_error', 'password_required', 'origin', 'has_failover'],
    ]),
    runs_as_owner: is('rights-changed'),
  },
  default_privilege: { acl: is('access-changed') },
  privilege: { is_grantable: gainsOrLoses },
};
