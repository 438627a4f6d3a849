-- Everything of the catalog except the object kinds: sources, runs, landing, artifacts and connections, and the
-- functions by which each kind's own migration gets its keys and its view.

COMMENT ON SCHEMA catalog IS 'SourceSense catalog: metadata of SQL databases, versioned over runs.';

CREATE TABLE catalog.source (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  type text,
  facts jsonb,
  published_run bigint,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE catalog.source IS 'Databases that metadata is extracted from, one row per connection.';
COMMENT ON COLUMN catalog.source.id IS 'Number of the source inside this catalog.';
COMMENT ON COLUMN catalog.source.name IS 'Name of the configured connection, or id of a stored one.';
COMMENT ON COLUMN catalog.source.type IS 'Type of the source, such as postgresql; null until a run reached it.';
COMMENT ON COLUMN catalog.source.facts IS 'What the source last said of itself: version, database, role.';
COMMENT ON COLUMN catalog.source.published_run IS
  'Latest published run; versions of later runs are not part of the catalog yet. Null before the first.';
COMMENT ON COLUMN catalog.source.created_at IS 'When the first run of the source began.';

CREATE TABLE catalog.run (
  run_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL UNIQUE,
  source_id bigint NOT NULL REFERENCES catalog.source,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'published', 'failed', 'cancelled', 'pruned')),
  outcome text CHECK (outcome IN ('completed', 'completed_with_gaps', 'failed', 'cancelled')),
  message text,
  facts jsonb,
  filter jsonb,
  base_run bigint,
  state jsonb,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  added bigint,
  closed bigint,
  unchanged bigint,
  cost jsonb
);
CREATE INDEX run_source ON catalog.run (source_id, run_number);
COMMENT ON TABLE catalog.run IS 'Extraction runs, one row each.';
COMMENT ON COLUMN catalog.run.run_number IS 'Orders the runs: later ones have higher numbers, with gaps.';
COMMENT ON COLUMN catalog.run.run_id IS 'Id of the run everywhere: the workflow id.';
COMMENT ON COLUMN catalog.run.source_id IS 'Source that was extracted.';
COMMENT ON COLUMN catalog.run.status IS
  'running, published, failed, cancelled or pruned; only a published run is visible, of a pruned one this row is left.';
COMMENT ON COLUMN catalog.run.outcome IS 'completed, completed_with_gaps, failed or cancelled; null while running.';
COMMENT ON COLUMN catalog.run.message IS 'Why the run was not published, one sentence.';
COMMENT ON COLUMN catalog.run.facts IS 'What the source said of itself in this run: version, database, role.';
COMMENT ON COLUMN catalog.run.filter IS 'Filter in force, in the terms of the configuration; {} takes everything.';
COMMENT ON COLUMN catalog.run.base_run IS
  'Published run of the source when this one began, which it is compared with; null when there was none.';
COMMENT ON COLUMN catalog.run.state IS
  'Full or incremental and why, how the run found its source, its partitions: what the run after it compares; null before.';
COMMENT ON COLUMN catalog.run.started_at IS 'When the run began.';
COMMENT ON COLUMN catalog.run.ended_at IS 'When it was published or given up; null while running.';
COMMENT ON COLUMN catalog.run.added IS 'Versions the run added to the catalog; null unless published.';
COMMENT ON COLUMN catalog.run.closed IS 'Versions the run closed, of changed and of removed objects.';
COMMENT ON COLUMN catalog.run.unchanged IS 'Versions the run left as they were.';
COMMENT ON COLUMN catalog.run.cost IS
  'What reading cost the source: most sessions at once, queries, rows, bytes, milliseconds.';

CREATE TABLE catalog.run_ledger (
  run_number bigint NOT NULL REFERENCES catalog.run,
  kind text NOT NULL,
  schema_name text NOT NULL,
  counted bigint NOT NULL,
  extracted bigint NOT NULL,
  unchanged bigint NOT NULL,
  filtered bigint NOT NULL,
  denied bigint NOT NULL,
  failed bigint NOT NULL,
  difference bigint NOT NULL GENERATED ALWAYS AS (counted - extracted - unchanged - filtered - denied - failed) STORED,
  PRIMARY KEY (run_number, kind, schema_name)
);
COMMENT ON TABLE catalog.run_ledger IS
  'Completeness of a published run: counted = extracted + unchanged + filtered + denied + failed, per kind and schema.';
COMMENT ON COLUMN catalog.run_ledger.run_number IS 'The run.';
COMMENT ON COLUMN catalog.run_ledger.kind IS 'The object kind.';
COMMENT ON COLUMN catalog.run_ledger.schema_name IS 'The schema, empty for objects outside schemas.';
COMMENT ON COLUMN catalog.run_ledger.counted IS
  'Objects the source counted before anything was read, or afterwards where only that count adds up.';
COMMENT ON COLUMN catalog.run_ledger.extracted IS 'Objects that were read, landed and published.';
COMMENT ON COLUMN catalog.run_ledger.unchanged IS
  'Objects that are as the run before found them: landed and published with it, and not read again.';
COMMENT ON COLUMN catalog.run_ledger.filtered IS 'Objects that a filter left out.';
COMMENT ON COLUMN catalog.run_ledger.denied IS 'Objects withheld for lack of a privilege.';
COMMENT ON COLUMN catalog.run_ledger.failed IS 'Objects whose reading failed otherwise.';
COMMENT ON COLUMN catalog.run_ledger.difference IS
  'What the sum leaves over: 0, or objects came or went while the run read.';

CREATE TABLE catalog.run_gap (
  run_number bigint NOT NULL REFERENCES catalog.run,
  gap_number integer NOT NULL,
  kind text NOT NULL,
  schema_name text,
  object_name text NOT NULL,
  status text NOT NULL CHECK (status IN ('denied', 'failed', 'partial', 'moved')),
  sql_state text,
  reason text NOT NULL,
  remedy text,
  objects bigint NOT NULL,
  PRIMARY KEY (run_number, gap_number)
);
COMMENT ON TABLE catalog.run_gap IS 'What a published run could not read, and why.';
COMMENT ON COLUMN catalog.run_gap.run_number IS 'The run.';
COMMENT ON COLUMN catalog.run_gap.gap_number IS 'Position in the list of gaps, from 1.';
COMMENT ON COLUMN catalog.run_gap.kind IS 'The object kind.';
COMMENT ON COLUMN catalog.run_gap.schema_name IS 'Schema of what is missing; null for none or several.';
COMMENT ON COLUMN catalog.run_gap.object_name IS 'The object or group of objects, qualified.';
COMMENT ON COLUMN catalog.run_gap.status IS
  'denied or failed: not extracted; partial: extracted without some values; moved: changed in every reading.';
COMMENT ON COLUMN catalog.run_gap.sql_state IS 'SQLSTATE that the source gave, where it gave one.';
COMMENT ON COLUMN catalog.run_gap.reason IS 'Why it could not be read.';
COMMENT ON COLUMN catalog.run_gap.remedy IS 'What to do about it.';
COMMENT ON COLUMN catalog.run_gap.objects IS 'Number of objects concerned.';

CREATE TABLE catalog.run_moved (
  run_number bigint NOT NULL REFERENCES catalog.run,
  partition_id text NOT NULL,
  reading integer NOT NULL,
  kind text NOT NULL,
  schema_name text,
  object_name text NOT NULL,
  change text NOT NULL CHECK (change IN ('appeared', 'vanished', 'changed'))
);
CREATE INDEX run_moved_run ON catalog.run_moved (run_number, partition_id);
COMMENT ON TABLE catalog.run_moved IS
  'Objects that differed from one reading of a partition to the next, while a run read.';
COMMENT ON COLUMN catalog.run_moved.run_number IS 'The run.';
COMMENT ON COLUMN catalog.run_moved.partition_id IS 'The partition that was read again.';
COMMENT ON COLUMN catalog.run_moved.reading IS 'The reading that found the object different, from 2.';
COMMENT ON COLUMN catalog.run_moved.kind IS 'The object kind.';
COMMENT ON COLUMN catalog.run_moved.schema_name IS 'Schema of the object, null when it is outside schemas.';
COMMENT ON COLUMN catalog.run_moved.object_name IS 'The object, qualified.';
COMMENT ON COLUMN catalog.run_moved.change IS 'appeared, vanished or changed.';

CREATE TABLE catalog.landing_step (
  run_number bigint NOT NULL REFERENCES catalog.run,
  partition_id text NOT NULL,
  epoch bigint NOT NULL,
  reading integer,
  landed jsonb,
  landed_at timestamptz,
  PRIMARY KEY (run_number, partition_id)
);
COMMENT ON TABLE catalog.landing_step IS
  'Partitions as they landed, of running runs and of each source''s latest published one; a later attempt of a step '
  'fences off an earlier one by its epoch.';
COMMENT ON COLUMN catalog.landing_step.run_number IS 'The run.';
COMMENT ON COLUMN catalog.landing_step.partition_id IS 'The partition.';
COMMENT ON COLUMN catalog.landing_step.epoch IS 'Epoch of the latest attempt; only that one may commit.';
COMMENT ON COLUMN catalog.landing_step.reading IS 'Reading of the partition that landed; null until one has.';
COMMENT ON COLUMN catalog.landing_step.landed IS 'What landed, per artifact: kind, digest, rows, rows per schema.';
COMMENT ON COLUMN catalog.landing_step.landed_at IS 'When an attempt last committed.';

CREATE TABLE catalog.step_report (
  run_number bigint NOT NULL REFERENCES catalog.run,
  partition_id text NOT NULL,
  stage text NOT NULL,
  reading integer NOT NULL,
  epoch bigint NOT NULL,
  report jsonb NOT NULL,
  PRIMARY KEY (run_number, partition_id, stage, reading)
);
COMMENT ON TABLE catalog.step_report IS
  'What the steps say of their work, of running runs and of each source''s latest published one; publishing makes ledger, '
  'gaps and cost of it.';
COMMENT ON COLUMN catalog.step_report.run_number IS 'The run.';
COMMENT ON COLUMN catalog.step_report.partition_id IS 'The partition; count and recount for the source''s own counts.';
COMMENT ON COLUMN catalog.step_report.stage IS 'The stage.';
COMMENT ON COLUMN catalog.step_report.reading IS 'The reading of the partition.';
COMMENT ON COLUMN catalog.step_report.epoch IS 'Epoch of the attempt that reported; an earlier one can not replace it.';
COMMENT ON COLUMN catalog.step_report.report IS 'Objects counted and filtered, gaps, and what it cost the source.';

CREATE TABLE catalog.artifact (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  artifact_id text NOT NULL UNIQUE,
  source_url text NOT NULL,
  resolver text NOT NULL,
  content_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 text NOT NULL,
  storage_uri text NOT NULL,
  run_id text NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX artifact_sha256 ON catalog.artifact (sha256);
CREATE INDEX artifact_run ON catalog.artifact (run_id);
COMMENT ON TABLE catalog.artifact IS 'Registry of stored artifacts.';
COMMENT ON COLUMN catalog.artifact.id IS 'Number of the artifact in this registry; it never changes.';
COMMENT ON COLUMN catalog.artifact.artifact_id IS 'Unique name of the artifact: its key in the store.';
COMMENT ON COLUMN catalog.artifact.source_url IS
  'Where its content came from: sourcesense://<connection>/<database>.';
COMMENT ON COLUMN catalog.artifact.resolver IS 'What made it, with a version.';
COMMENT ON COLUMN catalog.artifact.content_type IS 'MIME type.';
COMMENT ON COLUMN catalog.artifact.size_bytes IS 'Size of the stored bytes.';
COMMENT ON COLUMN catalog.artifact.sha256 IS 'SHA-256 of the stored bytes, lowercase hexadecimal.';
COMMENT ON COLUMN catalog.artifact.storage_uri IS 'Where it is stored: file:///... or s3://...';
COMMENT ON COLUMN catalog.artifact.run_id IS 'Run that made it; others that consist of it too: catalog.run_artifact.';
COMMENT ON COLUMN catalog.artifact.registered_at IS 'When this content was first registered.';

CREATE TABLE catalog.run_artifact (
  run_number bigint NOT NULL REFERENCES catalog.run,
  artifact_id text NOT NULL,
  PRIMARY KEY (run_number, artifact_id)
);
CREATE INDEX run_artifact_artifact ON catalog.run_artifact (artifact_id);
COMMENT ON TABLE catalog.run_artifact IS
  'Artifacts of earlier runs that a run consists of besides its own: what was unchanged was not written again.';
COMMENT ON COLUMN catalog.run_artifact.run_number IS 'The run.';
COMMENT ON COLUMN catalog.run_artifact.artifact_id IS 'An artifact that an earlier run made.';

CREATE TABLE catalog.connection (
  connection_id text PRIMARY KEY,
  url text NOT NULL,
  encrypted_secret text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE catalog.connection IS 'Source connections given as URLs, their passwords encrypted.';
COMMENT ON COLUMN catalog.connection.connection_id IS 'conn- and the start of a digest of the URL.';
COMMENT ON COLUMN catalog.connection.url IS 'The URL without its password.';
COMMENT ON COLUMN catalog.connection.encrypted_secret IS
  'The password under AES-256-GCM: key id, nonce, tag and ciphertext, base64, separated by dots.';
COMMENT ON COLUMN catalog.connection.created_at IS 'When it was first stored.';
COMMENT ON COLUMN catalog.connection.updated_at IS 'When its secret was last stored.';

CREATE TABLE catalog.object_kind (
  kind text PRIMARY KEY,
  plural text NOT NULL UNIQUE
);
COMMENT ON TABLE catalog.object_kind IS
  'Object kinds: <kind>_version holds all versions of its objects, the view <plural> the current ones.';
COMMENT ON COLUMN catalog.object_kind.kind IS 'Name of the kind, singular.';
COMMENT ON COLUMN catalog.object_kind.plural IS 'Name of its view of the current state.';

-- The columns that every <kind>_version has before its own; migrations copy them with LIKE.
CREATE TYPE catalog.object_version AS (
  source_id bigint,
  object_id uuid,
  valid_from_run bigint,
  valid_to_run bigint,
  parent_id uuid,
  fingerprint text,
  partition_id text
);
COMMENT ON TYPE catalog.object_version IS 'Columns that the table of versions of every kind begins with.';
COMMENT ON COLUMN catalog.object_version.source_id IS 'Source the object is in.';
COMMENT ON COLUMN catalog.object_version.object_id IS
  'Identity of the object within its source: a UUID made from its namespace and names.';
COMMENT ON COLUMN catalog.object_version.valid_from_run IS
  'First run that found this version; part of the catalog once that run is published.';
COMMENT ON COLUMN catalog.object_version.valid_to_run IS
  'First run that no longer found it; null for the current version.';
COMMENT ON COLUMN catalog.object_version.parent_id IS 'object_id of the object it belongs to, null for a root.';
COMMENT ON COLUMN catalog.object_version.fingerprint IS
  'Digest of the content, physical columns such as oid left out; versions with the same one are the same.';
COMMENT ON COLUMN catalog.object_version.partition_id IS
  'Partition in which the last run that found this version read it: with kind and run, the name of its artifact.';

-- The view of the current state; called again by a migration that changes a kind's columns. Versions are written while
-- a run reads and have its number: they are later than the source's published run until publishing it sets that.
CREATE FUNCTION catalog.make_current_view(kind text, plural text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  versions regclass := format('catalog.%I', kind || '_version')::regclass;
  described record;
BEGIN
  EXECUTE format('DROP VIEW IF EXISTS catalog.%I', plural);
  EXECUTE (
    SELECT format(
      'CREATE VIEW catalog.%I AS SELECT s.name AS source_name, %s FROM %s v '
        || 'JOIN catalog.source s ON s.id = v.source_id WHERE v.valid_to_run IS NULL '
        || 'AND v.valid_from_run <= s.published_run',
      plural, string_agg(format('v.%I', a.attname), ', ' ORDER BY a.attnum), versions)
    FROM pg_attribute a
    WHERE a.attrelid = versions AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname NOT IN ('source_id', 'valid_to_run', 'fingerprint', 'partition_id'));
  EXECUTE format('COMMENT ON VIEW catalog.%I IS %L',
    plural, obj_description(versions, 'pg_class') || ' Current state of every source.');
  EXECUTE format('COMMENT ON COLUMN catalog.%I.source_name IS %L', plural, 'Name of the source the object is in.');
  FOR described IN
    SELECT a.attname, d.description
    FROM pg_attribute a JOIN pg_description d ON d.objoid = versions AND d.objsubid = a.attnum
    WHERE a.attrelid = versions AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname NOT IN ('source_id', 'valid_to_run', 'fingerprint', 'partition_id')
  LOOP
    EXECUTE format('COMMENT ON COLUMN catalog.%I.%I IS %L', plural, described.attname, described.description);
  END LOOP;
END $$;
COMMENT ON FUNCTION catalog.make_current_view IS 'Makes the view of a kind''s current state, documented.';

-- The primary key is what runs are compared with the current versions by, and lets no run find an object twice. It is
-- the only B-tree over all versions: rows are written under it while a run reads, and each further one costs as much as
-- it does. The BRIN index, which costs nothing to keep, finds the versions of a run that were just written, or are to be
-- deleted. The index of closed versions, which they come into when a run closes them, finds those again, and what no
-- kept run sees. There are no foreign keys to source and run: only landing and publishing write here (ADR 0002).
CREATE FUNCTION catalog.adopt_kind(kind text, plural text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  versions text := kind || '_version';
BEGIN
  EXECUTE format('ALTER TABLE catalog.%I ALTER fingerprint SET NOT NULL, ALTER partition_id SET NOT NULL, '
    || 'ADD PRIMARY KEY (source_id, object_id, valid_from_run)', versions);
  EXECUTE format('CREATE INDEX %I ON catalog.%I USING brin (valid_from_run)', versions || '_run', versions);
  EXECUTE format('CREATE INDEX %I ON catalog.%I (source_id, valid_to_run) WHERE valid_to_run IS NOT NULL',
    versions || '_closed', versions);
  INSERT INTO catalog.object_kind (kind, plural) VALUES (kind, plural);
  PERFORM catalog.make_current_view(kind, plural);
END $$;
COMMENT ON FUNCTION catalog.adopt_kind IS 'Gives a new kind''s table of versions its keys and its view.';
