-- What reading needs besides the versions: names in order, relations by name, search documents. Derived from the
-- versions after they were published, so that runs pay nothing for it; see docs/reading.md.

CREATE TABLE catalog.object_entry (
  source_id bigint NOT NULL,
  kind text NOT NULL,
  object_id uuid NOT NULL,
  parent_id uuid,
  version_run bigint NOT NULL,
  closed_run bigint,
  name text NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  words text COLLATE "C",
  terms integer[],
  document tsvector,
  PRIMARY KEY (source_id, object_id, kind)
);
CREATE INDEX object_entry_name ON catalog.object_entry (source_id, kind, sort_key, object_id);
CREATE INDEX object_entry_parent ON catalog.object_entry (source_id, parent_id, kind, sort_key, object_id);
CREATE INDEX object_entry_words ON catalog.object_entry (words, kind, sort_key) WHERE closed_run IS NULL;
CREATE INDEX object_entry_terms ON catalog.object_entry USING gin (terms);
CREATE INDEX object_entry_document ON catalog.object_entry USING gin (document);
COMMENT ON TABLE catalog.object_entry IS
  'Every object that any published run found, for listing and search; derived from the versions, and can be made again.';
COMMENT ON COLUMN catalog.object_entry.source_id IS 'Source the object is in.';
COMMENT ON COLUMN catalog.object_entry.kind IS 'The object kind.';
COMMENT ON COLUMN catalog.object_entry.object_id IS 'The object.';
COMMENT ON COLUMN catalog.object_entry.parent_id IS 'object_id of the object it belongs to, null for a root.';
COMMENT ON COLUMN catalog.object_entry.version_run IS 'valid_from_run of its newest version, which the entry tells of.';
COMMENT ON COLUMN catalog.object_entry.closed_run IS 'valid_to_run of its newest version: null while it is current.';
COMMENT ON COLUMN catalog.object_entry.name IS 'Qualified name, its parts joined by dots.';
COMMENT ON COLUMN catalog.object_entry.sort_key IS 'The first 200 characters of the name: the order of lists.';
COMMENT ON COLUMN catalog.object_entry.words IS
  'Words of its own name in lowercase, such as customer email of customerEmail; null for kinds that are not searched.';
COMMENT ON COLUMN catalog.object_entry.terms IS
  'Hashes of its attributes and their values, as attribute_value has them: what filters find it by.';
COMMENT ON COLUMN catalog.object_entry.document IS
  'Words of its name, each after an n, of its comment (c) and of its definition (d).';

CREATE TABLE catalog.object_mention (
  source_id bigint NOT NULL,
  mentioned text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  object_id uuid NOT NULL,
  PRIMARY KEY (source_id, mentioned, kind, object_id)
);
COMMENT ON TABLE catalog.object_mention IS
  'Dependencies, privileges and foreign keys by the objects that they name; derived from the versions.';
COMMENT ON COLUMN catalog.object_mention.source_id IS 'Source the object is in.';
COMMENT ON COLUMN catalog.object_mention.mentioned IS
  'Qualified name of what it names, the first 200 characters: schema and table, routine with its argument types.';
COMMENT ON COLUMN catalog.object_mention.kind IS 'Kind of the object that names it.';
COMMENT ON COLUMN catalog.object_mention.object_id IS 'The object that names it.';

CREATE TABLE catalog.attribute_value (
  source_id bigint NOT NULL,
  kind text NOT NULL,
  attribute text NOT NULL,
  value text COLLATE "C" NOT NULL,
  form text NOT NULL CHECK (form IN ('value', 'null', 'long')),
  term integer NOT NULL,
  objects bigint NOT NULL,
  PRIMARY KEY (source_id, kind, attribute, value, form)
);
COMMENT ON TABLE catalog.attribute_value IS
  'Every value that an attribute of an object ever had: filters are decided on values first, of which there are fewer.';
COMMENT ON COLUMN catalog.attribute_value.source_id IS 'Source the objects are in.';
COMMENT ON COLUMN catalog.attribute_value.kind IS 'The object kind.';
COMMENT ON COLUMN catalog.attribute_value.attribute IS 'Column of the kind.';
COMMENT ON COLUMN catalog.attribute_value.value IS
  'The value as text, times in microseconds since 1970; empty for null and for long values.';
COMMENT ON COLUMN catalog.attribute_value.form IS
  'value, null, or long for all values of more than 500 characters, which are not kept.';
COMMENT ON COLUMN catalog.attribute_value.term IS 'What entries with it have among their terms.';
COMMENT ON COLUMN catalog.attribute_value.objects IS 'How many versions had it when they were taken in.';

CREATE TABLE catalog.search_word (
  word text COLLATE "C" PRIMARY KEY
);
COMMENT ON TABLE catalog.search_word IS 'Every word of the name of an object that can be searched for.';
COMMENT ON COLUMN catalog.search_word.word IS 'The word in lowercase.';

-- Of our own rather than pg_trgm, which not every role may create; SQLite has the same.
CREATE TABLE catalog.word_trigram (
  trigram text COLLATE "C" NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (trigram, word)
);
COMMENT ON TABLE catalog.word_trigram IS 'Words by what they are made of, for words that are mistyped or given in part.';
COMMENT ON COLUMN catalog.word_trigram.trigram IS
  'Three successive characters of the word with two spaces before it and one after it.';
COMMENT ON COLUMN catalog.word_trigram.word IS 'The word.';

CREATE TABLE catalog.entry_state (
  source_id bigint PRIMARY KEY,
  indexed_run bigint NOT NULL
);
COMMENT ON TABLE catalog.entry_state IS 'Up to which run the entries of each source tell of its versions.';
COMMENT ON COLUMN catalog.entry_state.source_id IS 'The source.';
COMMENT ON COLUMN catalog.entry_state.indexed_run IS 'Published run that its entries tell of.';

-- The same as identifierWords, which takes searches apart.
CREATE FUNCTION catalog.identifier_words(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(btrim(regexp_replace(regexp_replace(regexp_replace(name,
    '([a-z0-9])([A-Z])', '\1 \2', 'g'),
    '([A-Z])([A-Z][a-z])', '\1 \2', 'g'),
    '[\s!-/:-@[-`{-~]+', ' ', 'g')))
$$;
COMMENT ON FUNCTION catalog.identifier_words IS 'The words of an identifier: orderTotal_net becomes order total net.';

-- For the few entries that a filter leaves: the index in this order would be walked to find them, and workers take longer to
-- start than to sort them; a function that they may not run keeps the planner from both.
CREATE FUNCTION catalog.sorted(sort_key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL UNSAFE AS $$
  SELECT sort_key || ''
$$;
COMMENT ON FUNCTION catalog.sorted IS 'A key to sort by that no index has, without parallel workers.';
