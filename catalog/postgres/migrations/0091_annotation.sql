-- What people say of objects; runs never write here. See docs/annotations.md.

CREATE TABLE catalog.annotation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id bigint NOT NULL REFERENCES catalog.source,
  kind text NOT NULL,
  object_id uuid NOT NULL,
  name text NOT NULL,
  field text NOT NULL CHECK (field IN ('description', 'owner', 'tag')),
  value text NOT NULL,
  author text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  cleared_by text,
  cleared_at timestamptz
);
CREATE UNIQUE INDEX annotation_single ON catalog.annotation (source_id, object_id, kind, field)
  WHERE cleared_at IS NULL AND field <> 'tag';
CREATE UNIQUE INDEX annotation_tag ON catalog.annotation (source_id, object_id, kind, value)
  WHERE cleared_at IS NULL AND field = 'tag';
CREATE INDEX annotation_object ON catalog.annotation (source_id, object_id, kind);
COMMENT ON TABLE catalog.annotation IS
  'Descriptions, owners and tags that people gave to objects, with those that were replaced or taken away.';
COMMENT ON COLUMN catalog.annotation.id IS 'Number of the entry.';
COMMENT ON COLUMN catalog.annotation.source_id IS 'Source the object is in.';
COMMENT ON COLUMN catalog.annotation.kind IS 'The object kind.';
COMMENT ON COLUMN catalog.annotation.object_id IS
  'The object; where it was renamed, the one that took its place. Kept when the object is gone.';
COMMENT ON COLUMN catalog.annotation.name IS 'Qualified name of the object when it was last known.';
COMMENT ON COLUMN catalog.annotation.field IS 'description, owner or tag; an object has one of each, and any number of tags.';
COMMENT ON COLUMN catalog.annotation.value IS 'The text that was given.';
COMMENT ON COLUMN catalog.annotation.author IS 'Who gave it.';
COMMENT ON COLUMN catalog.annotation.set_at IS 'When it was given.';
COMMENT ON COLUMN catalog.annotation.cleared_by IS 'Who replaced it or took it away; null while it counts.';
COMMENT ON COLUMN catalog.annotation.cleared_at IS 'When it was replaced or taken away; null while it counts.';
