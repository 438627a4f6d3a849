import { defineKind, optional, required } from './kind.js';
import { comment, databaseIdentity, databaseName, oid, owner } from './shared-columns.js';

export const subscriptionKind = defineKind({
  kind: 'subscription',
  plural: 'subscriptions',
  doc: 'Subscriptions of logical replication, without their connection strings.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'subscription', columns: ['database_name', 'subscription_name'] },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required('subscription_name', 'text', 'Name of the subscription.'),
    owner,
    required('is_enabled', 'boolean', 'Whether it replicates.'),
    required('publications', 'json', 'Publications it subscribes to, in order.'),
    optional('slot_name', 'text', 'Replication slot at the publisher, null for NONE.'),
    optional('synchronous_commit', 'text', 'synchronous_commit of its workers.'),
    optional('is_binary', 'boolean', 'Whether data is sent in binary format (PostgreSQL 14).'),
    optional(
      'streaming',
      'text',
      'off, on or parallel: how transactions in progress are sent (PostgreSQL 14).',
    ),
    optional('two_phase', 'text', 'disabled, pending or enabled (PostgreSQL 15).'),
    optional('disables_on_error', 'boolean', 'Whether an error disables it (PostgreSQL 15).'),
    optional('password_required', 'boolean', 'Whether its connection must use a password (PostgreSQL 16).'),
    optional(
      'runs_as_owner',
      'boolean',
      "Whether changes are applied with the subscription owner's rights (PostgreSQL 16).",
    ),
    optional('origin', 'text', 'any or none: which changes the publisher sends (PostgreSQL 16).'),
    optional(
      'has_failover',
      'boolean',
      "Whether its slot is kept on the publisher's standbys (PostgreSQL 17).",
    ),
    comment,
    oid,
  ],
});
