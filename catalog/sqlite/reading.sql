-- What reading needs besides the versions, as catalog/postgres/migrations/0090_object_entry.sql has it, whose comments say
-- what each column means. Search documents are a full-text table beside the entries, under their rowid.

CREATE TABLE IF NOT EXISTS object_entry (
  entry_id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  parent_id TEXT,
  version_run INTEGER NOT NULL,
  closed_run INTEGER,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  words TEXT,
  UNIQUE (source_id, object_id, kind)
) STRICT;
CREATE INDEX IF NOT EXISTS object_entry_name ON object_entry (source_id, kind, sort_key, object_id);
CREATE INDEX IF NOT EXISTS object_entry_parent ON object_entry (source_id, parent_id, kind, sort_key, object_id);
CREATE INDEX IF NOT EXISTS object_entry_words ON object_entry (words, kind, sort_key) WHERE closed_run IS NULL;

-- Nothing is stored but the words and where they are: the texts are in the versions.
CREATE VIRTUAL TABLE IF NOT EXISTS entry_document
USING fts5 (words, comment, definition, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE IF NOT EXISTS object_mention (
  source_id INTEGER NOT NULL,
  mentioned TEXT NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  PRIMARY KEY (source_id, mentioned, kind, object_id)
) STRICT, WITHOUT ROWID;

-- `term` is what postings name it by. Values that few objects have are posted: entries are found by them.
CREATE TABLE IF NOT EXISTS attribute_value (
  term INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  attribute TEXT NOT NULL,
  value ANY NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('value', 'null', 'long')),
  objects INTEGER NOT NULL,
  is_posted INTEGER NOT NULL DEFAULT 1,
  UNIQUE (source_id, kind, attribute, value, form)
) STRICT;

CREATE TABLE IF NOT EXISTS value_posting (
  term INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  PRIMARY KEY (term, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS search_word (
  word TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS word_trigram (
  trigram TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (trigram, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS entry_state (
  source_id INTEGER PRIMARY KEY,
  indexed_run INTEGER NOT NULL
) STRICT;
