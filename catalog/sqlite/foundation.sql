-- Everything of the catalog except the object kinds, as catalog/postgres/migrations/0001_foundation.sql has it, whose
-- comments say what each column means. Times are ISO 8601 texts in UTC, documents JSON texts.

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  type TEXT,
  facts TEXT,
  published_run INTEGER,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) STRICT;

CREATE TABLE run (
  run_number INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES source,
  status TEXT NOT NULL DEFAULT 'running' CHECK (
    status IN ('running', 'published', 'failed', 'cancelled', 'pruned')
  ),
  outcome TEXT CHECK (outcome IN ('completed', 'completed_with_gaps', 'failed', 'cancelled')),
  message TEXT,
  facts TEXT,
  filter TEXT,
  base_run INTEGER,
  state TEXT,
  started_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  ended_at TEXT,
  added INTEGER,
  closed INTEGER,
  unchanged INTEGER,
  cost TEXT
) STRICT;
CREATE INDEX run_source ON run (source_id, run_number);

CREATE TABLE run_ledger (
  run_number INTEGER NOT NULL REFERENCES run,
  kind TEXT NOT NULL,
  schema_name TEXT NOT NULL,
  counted INTEGER NOT NULL,
  extracted INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  filtered INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  difference INTEGER NOT NULL GENERATED ALWAYS AS (counted - extracted - unchanged - filtered - denied - failed) STORED,
  PRIMARY KEY (run_number, kind, schema_name)
) STRICT;

CREATE TABLE run_gap (
  run_number INTEGER NOT NULL REFERENCES run,
  gap_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  schema_name TEXT,
  object_name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('denied', 'failed', 'partial', 'moved')),
  sql_state TEXT,
  reason TEXT NOT NULL,
  remedy TEXT,
  objects INTEGER NOT NULL,
  PRIMARY KEY (run_number, gap_number)
) STRICT;

CREATE TABLE run_moved (
  run_number INTEGER NOT NULL REFERENCES run,
  partition_id TEXT NOT NULL,
  reading INTEGER NOT NULL,
  kind TEXT NOT NULL,
  schema_name TEXT,
  object_name TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('appeared', 'vanished', 'changed'))
) STRICT;
CREATE INDEX run_moved_run ON run_moved (run_number, partition_id);

CREATE TABLE landing_step (
  run_number INTEGER NOT NULL REFERENCES run,
  partition_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  reading INTEGER,
  landed TEXT,
  landed_at TEXT,
  PRIMARY KEY (run_number, partition_id)
) STRICT;

-- The keys of what running runs found, where the source had a published run to compare with.
CREATE TABLE run_key (
  run_number INTEGER NOT NULL REFERENCES run,
  kind TEXT NOT NULL,
  partition_id TEXT NOT NULL,
  object_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  physical TEXT NOT NULL
) STRICT;
CREATE INDEX run_key_object ON run_key (run_number, kind, object_id, fingerprint);

CREATE TABLE step_report (
  run_number INTEGER NOT NULL REFERENCES run,
  partition_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  reading INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  report TEXT NOT NULL,
  PRIMARY KEY (run_number, partition_id, stage, reading)
) STRICT;

CREATE TABLE artifact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  artifact_id TEXT NOT NULL UNIQUE,
  source_url TEXT NOT NULL,
  resolver TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  storage_uri TEXT NOT NULL,
  run_id TEXT NOT NULL,
  registered_at TEXT NOT NULL
) STRICT;
CREATE INDEX artifact_sha256 ON artifact (sha256);
CREATE INDEX artifact_run ON artifact (run_id);

CREATE TABLE run_artifact (
  run_number INTEGER NOT NULL REFERENCES run,
  artifact_id TEXT NOT NULL,
  PRIMARY KEY (run_number, artifact_id)
) STRICT;
CREATE INDEX run_artifact_artifact ON run_artifact (artifact_id);

CREATE TABLE connection (
  connection_id TEXT PRIMARY KEY NOT NULL,
  url TEXT NOT NULL,
  encrypted_secret TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) STRICT;

CREATE TABLE object_kind (
  kind TEXT PRIMARY KEY NOT NULL,
  plural TEXT NOT NULL UNIQUE
) STRICT;
