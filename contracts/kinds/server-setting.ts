import { defineKind, optional, required } from './kind.js';
import {} from './shared-columns.js';

export const serverSettingKind = defineKind({
  kind: 'server_setting',
  plural: 'server_settings',
  doc: 'Settings of the server that are preset or differ from what is built in, and those of databases and roles.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'server_setting',
    columns: ['setting_scope', 'database_name', 'role_name', 'setting_name'],
  },
  parent: null,
  columns: [
    required('setting_scope', 'text', 'server, database, role, or role in database.'),
    optional('database_name', 'text', 'Database it is set for, null when for all.'),
    optional('role_name', 'text', 'Role it is set for, null when for all.'),
    required('setting_name', 'text', 'Name of the setting.'),
    required('value', 'text', 'Its value in its unit; *** when it looks secret.'),
    optional('unit', 'text', "Unit of a server's value, such as 8kB or ms."),
    optional('source', 'text', "Where a server's value comes from, such as configuration file."),
    optional(
      'is_pending_restart',
      'boolean',
      'Whether the configuration file has another value that needs a restart.',
    ),
  ],
});
