import type { PostgresMajor } from '../../../stack/versions.js';

/**
 * Types of every kind in the schemas `app` and `Odd "one"`, which have names in common; what they need of functions
 * is internal, since nothing is compiled for the tests.
 */
export const createTypes = (major: PostgresMajor): string => `
  CREATE SCHEMA app;
  CREATE SCHEMA "Odd ""one""";

  CREATE TYPE app.mood AS ENUM ('low', 'high');
  ALTER TYPE app.mood ADD VALUE 'middle' BEFORE 'high';
  ALTER TYPE app.mood OWNER TO pg_monitor;
  COMMENT ON TYPE app.mood IS 'How it''s going';
  CREATE TYPE "Odd ""one""".mood AS ENUM ('it''s', 'say "no"', 'back\\slash', '🙂');
  REVOKE USAGE ON TYPE "Odd ""one""".mood FROM PUBLIC;
  GRANT USAGE ON TYPE "Odd ""one""".mood TO pg_monitor WITH GRANT OPTION;

  CREATE DOMAIN app.amount AS numeric(10,2) DEFAULT 1.5 CONSTRAINT needed NOT NULL
    CONSTRAINT "b elow" CHECK (VALUE < 1000) CONSTRAINT above CHECK (VALUE > 0::numeric);
  ALTER DOMAIN app.amount ADD CONSTRAINT odd CHECK (VALUE <> 13) NOT VALID;
  COMMENT ON CONSTRAINT above ON DOMAIN app.amount IS 'More than nothing';
  COMMENT ON DOMAIN app.amount IS 'Money';
  CREATE DOMAIN app.code AS text COLLATE "C" DEFAULT 'a''b';
  CREATE DOMAIN "Odd ""one""".code AS app.code;
  CREATE DOMAIN app.moods AS app.mood[];
  ${major < 17 ? '' : "COMMENT ON CONSTRAINT needed ON DOMAIN app.amount IS 'Always known';"}

  CREATE TYPE app.address AS (street text COLLATE "C", "zip ""code""" varchar(10), gone int, moods "Odd ""one""".mood[]);
  ALTER TYPE app.address DROP ATTRIBUTE gone;
  ALTER TYPE app.address ADD ATTRIBUTE price numeric(6,1);
  COMMENT ON COLUMN app.address."zip ""code""" IS 'Five digits';
  COMMENT ON TYPE app.address IS 'Where';
  CREATE TYPE app.nothing AS ();
  CREATE TABLE app.place (home app.address);

  CREATE TYPE app.word_range AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops, COLLATION = "C");
  CREATE TYPE app.span;
  CREATE FUNCTION app.span_canonical(app.span) RETURNS app.span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
  CREATE TYPE app.span AS RANGE (SUBTYPE = int4, CANONICAL = app.span_canonical, SUBTYPE_DIFF = int4range_subdiff
    ${major < 14 ? '' : ', MULTIRANGE_TYPE_NAME = "Odd ""one"""."Many spans"'});
  COMMENT ON TYPE app.span IS 'From and to';

  CREATE TYPE app.unfinished;
  CREATE TYPE app.label;
  CREATE FUNCTION app.label_in(cstring) RETURNS app.label LANGUAGE internal IMMUTABLE STRICT AS 'textin';
  CREATE FUNCTION app.label_out(app.label) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
  CREATE FUNCTION app.label_recv(internal) RETURNS app.label LANGUAGE internal STABLE STRICT AS 'textrecv';
  CREATE FUNCTION app.label_send(app.label) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
  CREATE TYPE app.label (
    INPUT = app.label_in, OUTPUT = app.label_out, RECEIVE = app.label_recv, SEND = app.label_send,
    TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout, ANALYZE = range_typanalyze,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended, CATEGORY = 'S', PREFERRED = true,
    DEFAULT = 'it''s', DELIMITER = ';', COLLATABLE = true
  );
  COMMENT ON TYPE app.label IS 'Text by another name';
  CREATE TYPE app.pair;
  CREATE FUNCTION app.pair_in(cstring) RETURNS app.pair LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
  CREATE FUNCTION app.pair_out(app.pair) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
  CREATE TYPE app.pair (INPUT = app.pair_in, OUTPUT = app.pair_out, INTERNALLENGTH = 16, ALIGNMENT = double, ELEMENT = float8);
`;

/** What is said of an object of another catalog that has the same oid; it is not said of these types. */
export const MISLEADING_OIDS = `
  INSERT INTO pg_description (objoid, classoid, objsubid, description)
  SELECT oid, 'pg_proc'::regclass, 0, 'not mine' FROM pg_type WHERE typname IN ('code', 'nothing', 'pair', 'word_range');
  INSERT INTO pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
  SELECT 'pg_proc'::regclass, t.oid, 0, 'pg_extension'::regclass, e.oid, 0, 'e'
  FROM pg_type t, pg_extension e WHERE t.typname IN ('code', 'nothing', 'pair', 'word_range');
`;
