-- Kind subscription, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.subscription_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "subscription_name" text NOT NULL,
  "owner" text NOT NULL,
  "is_enabled" boolean NOT NULL,
  "publications" jsonb NOT NULL,
  "slot_name" text,
  "synchronous_commit" text,
  "is_binary" boolean,
  "streaming" text,
  "two_phase" text,
  "disables_on_error" boolean,
  "password_required" boolean,
  "runs_as_owner" boolean,
  "origin" text,
  "has_failover" boolean,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.subscription_version IS 'Subscriptions of logical replication, without their connection strings.';
COMMENT ON COLUMN catalog.subscription_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.subscription_version."subscription_name" IS 'Name of the subscription.';
COMMENT ON COLUMN catalog.subscription_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.subscription_version."is_enabled" IS 'Whether it replicates.';
COMMENT ON COLUMN catalog.subscription_version."publications" IS 'Publications it subscribes to, in order.';
COMMENT ON COLUMN catalog.subscription_version."slot_name" IS 'Replication slot at the publisher, null for NONE.';
COMMENT ON COLUMN catalog.subscription_version."synchronous_commit" IS 'synchronous_commit of its workers.';
COMMENT ON COLUMN catalog.subscription_version."is_binary" IS 'Whether data is sent in binary format (PostgreSQL 14).';
COMMENT ON COLUMN catalog.subscription_version."streaming" IS 'off, on or parallel: how transactions in progress are sent (PostgreSQL 14).';
COMMENT ON COLUMN catalog.subscription_version."two_phase" IS 'disabled, pending or enabled (PostgreSQL 15).';
COMMENT ON COLUMN catalog.subscription_version."disables_on_error" IS 'Whether an error disables it (PostgreSQL 15).';
COMMENT ON COLUMN catalog.subscription_version."password_required" IS 'Whether its connection must use a password (PostgreSQL 16).';
COMMENT ON COLUMN catalog.subscription_version."runs_as_owner" IS 'Whether changes are applied with the subscription owner''s rights (PostgreSQL 16).';
COMMENT ON COLUMN catalog.subscription_version."origin" IS 'any or none: which changes the publisher sends (PostgreSQL 16).';
COMMENT ON COLUMN catalog.subscription_version."has_failover" IS 'Whether its slot is kept on the publisher''s standbys (PostgreSQL 17).';
COMMENT ON COLUMN catalog.subscription_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.subscription_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('subscription', 'subscriptions');
