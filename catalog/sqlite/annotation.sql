-- What people say of objects, as catalog/postgres/migrations/0091_annotation.sql has it.

CREATE TABLE IF NOT EXISTS annotation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  name TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('description', 'owner', 'tag')),
  value TEXT NOT NULL,
  author TEXT NOT NULL,
  set_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  cleared_by TEXT,
  cleared_at TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS annotation_single ON annotation (source_id, object_id, kind, field)
  WHERE cleared_at IS NULL AND field <> 'tag';
CREATE UNIQUE INDEX IF NOT EXISTS annotation_tag ON annotation (source_id, object_id, kind, value)
  WHERE cleared_at IS NULL AND field = 'tag';
CREATE INDEX IF NOT EXISTS annotation_object ON annotation (source_id, object_id, kind);
