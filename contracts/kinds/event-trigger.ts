import { defineKind, optional, required } from './kind.js';
import {
  comment,
  databaseIdentity,
  databaseName,
  enabled,
  extensionName,
  oid,
  owner,
} from './shared-columns.js';

export const eventTriggerKind = defineKind({
  kind: 'event_trigger',
  plural: 'event_triggers',
  doc: 'Event triggers, which fire on DDL and logins.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'event_trigger', columns: ['database_name', 'event_trigger_name'] },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required('event_trigger_name', 'text', 'Name of the event trigger.'),
    owner,
    required('event', 'text', 'ddl_command_start, ddl_command_end, sql_drop, table_rewrite or login.'),
    optional('tags', 'json', 'Command tags it fires for, in order; null for all.'),
    required('function', 'text', 'Function it calls, schema-qualified and quoted.'),
    enabled,
    comment,
    extensionName,
    oid,
  ],
});
