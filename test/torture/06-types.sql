-- Types, domains and their like, cycles between types and functions included.
CREATE SCHEMA ty;
CREATE DOMAIN ty.email AS text COLLATE "C" NOT NULL DEFAULT 'nobody@example' CONSTRAINT has_at CHECK (VALUE ~ '@') CHECK (length(VALUE) < 100);
COMMENT ON DOMAIN ty.email IS 'an address';
COMMENT ON CONSTRAINT has_at ON DOMAIN ty.email IS 'at';
CREATE DOMAIN ty.emails AS ty.email[];
CREATE DOMAIN ty.work_email AS ty.email CHECK (VALUE ~ 'work');
CREATE DOMAIN ty.money AS numeric(12, 2) DEFAULT 0.00;
CREATE DOMAIN ty.checked_later AS int;
CREATE FUNCTION ty.is_even(ty.checked_later) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::int % 2 = 0';
ALTER DOMAIN ty.checked_later ADD CONSTRAINT even CHECK (ty.is_even(VALUE));
ALTER DOMAIN ty.checked_later ADD CONSTRAINT unchecked CHECK (VALUE < 100) NOT VALID;
COMMENT ON CONSTRAINT even ON DOMAIN ty.checked_later IS 'by a function of itself';
CREATE DOMAIN ty.named_not_null AS int CONSTRAINT must_be NOT NULL;
ALTER DOMAIN ty.money OWNER TO torture_owner;
GRANT USAGE ON DOMAIN ty.money TO torture_reader;
REVOKE USAGE ON TYPE ty.email FROM PUBLIC;
CREATE TYPE ty.empty AS ();
CREATE TYPE ty.pair AS (a ty.email, b ty.money[], c int4range);
CREATE TYPE ty.nested AS (p ty.pair, ps ty.pair[]);
ALTER TYPE ty.pair ADD ATTRIBUTE d text COLLATE "C", DROP ATTRIBUTE c;
CREATE TYPE ty.no_labels AS ENUM ();
CREATE FUNCTION ty.time_diff(time, time) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT extract(epoch FROM ($1 - $2))';
CREATE TYPE ty.timerange AS RANGE (subtype = time, subtype_diff = ty.time_diff);
CREATE TYPE ty.textrange AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
CREATE TYPE ty.own_multirange AS RANGE (subtype = int8, multirange_type_name = ty.many_numbers); -- since 14
CREATE TABLE ty.uses (r ty.timerange, rs ty.timerange[], e ty.email, es ty.emails, w ty.work_email, n ty.nested, p ty.pair[], m ty.money DEFAULT 5);
ALTER TABLE ty.uses ALTER m SET NOT NULL;
CREATE TABLE ty.uses_multirange (m ty.many_numbers, ms ty.many_numbers[]); -- since 14
CREATE TYPE ty.hexint;
CREATE FUNCTION ty.hexint_in(cstring) RETURNS ty.hexint LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION ty.hexint_out(ty.hexint) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE ty.hexint (INPUT = ty.hexint_in, OUTPUT = ty.hexint_out, LIKE = int4, CATEGORY = 'N', PREFERRED = true, DEFAULT = '7', DELIMITER = ';');
COMMENT ON TYPE ty.hexint IS 'not really';
CREATE TYPE ty.only_declared;
CREATE TYPE ty.steps;
CREATE FUNCTION ty.steps_canonical(ty.steps) RETURNS ty.steps LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE ty.steps AS RANGE (subtype = int4, canonical = ty.steps_canonical);
CREATE TABLE ty.of_hexint (h ty.hexint DEFAULT '5', hs ty.hexint[]);

CREATE COLLATION ty.german (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
CREATE COLLATION ty.plain_c (provider = libc, locale = 'C');
CREATE COLLATION ty.two (lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION ty.ruled (provider = icu, locale = 'und', rules = '&a < g'); -- since 16
CREATE COLLATION ty.built (provider = builtin, locale = 'C.UTF-8'); -- since 17
COMMENT ON COLLATION ty.german IS 'telephone book';
CREATE TABLE ty.collated (a text COLLATE ty.german, b ty.email COLLATE "C", c varchar(10) COLLATE ty.plain_c);
CREATE INDEX ON ty.collated (a COLLATE ty.plain_c text_pattern_ops);
CREATE VIEW ty.collated_view AS SELECT a, b COLLATE ty.german AS g FROM ty.collated ORDER BY c COLLATE ty.german;

CREATE FUNCTION ty.hex_eq(ty.hexint, ty.hexint) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
CREATE FUNCTION ty.hex_ne(ty.hexint, ty.hexint) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4ne';
CREATE FUNCTION ty.hex_lt(ty.hexint, ty.hexint) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4lt';
CREATE FUNCTION ty.hex_le(ty.hexint, ty.hexint) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4le';
CREATE FUNCTION ty.hex_gt(ty.hexint, ty.hexint) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4gt';
CREATE FUNCTION ty.hex_ge(ty.hexint, ty.hexint) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4ge';
CREATE FUNCTION ty.hex_cmp(ty.hexint, ty.hexint) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'btint4cmp';
CREATE FUNCTION ty.hex_to_int(ty.hexint) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'int4abs';
CREATE OPERATOR ty.= (FUNCTION = ty.hex_eq, LEFTARG = ty.hexint, RIGHTARG = ty.hexint, COMMUTATOR = OPERATOR(ty.=), NEGATOR = OPERATOR(ty.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR ty.<> (FUNCTION = ty.hex_ne, LEFTARG = ty.hexint, RIGHTARG = ty.hexint, COMMUTATOR = OPERATOR(ty.<>), NEGATOR = OPERATOR(ty.=), RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR ty.< (FUNCTION = ty.hex_lt, LEFTARG = ty.hexint, RIGHTARG = ty.hexint, COMMUTATOR = OPERATOR(ty.>), NEGATOR = OPERATOR(ty.>=));
CREATE OPERATOR ty.<= (FUNCTION = ty.hex_le, LEFTARG = ty.hexint, RIGHTARG = ty.hexint, COMMUTATOR = OPERATOR(ty.>=), NEGATOR = OPERATOR(ty.>));
CREATE OPERATOR ty.> (FUNCTION = ty.hex_gt, LEFTARG = ty.hexint, RIGHTARG = ty.hexint, COMMUTATOR = OPERATOR(ty.<), NEGATOR = OPERATOR(ty.<=));
CREATE OPERATOR ty.>= (FUNCTION = ty.hex_ge, LEFTARG = ty.hexint, RIGHTARG = ty.hexint, COMMUTATOR = OPERATOR(ty.<=), NEGATOR = OPERATOR(ty.<));
CREATE OPERATOR ty.@@@ (FUNCTION = ty.hex_to_int, RIGHTARG = ty.hexint);
CREATE OPERATOR CLASS ty.hex_ops DEFAULT FOR TYPE ty.hexint USING btree AS
  OPERATOR 1 ty.<, OPERATOR 2 ty.<=, OPERATOR 3 ty.=, OPERATOR 4 ty.>=, OPERATOR 5 ty.>, FUNCTION 1 ty.hex_cmp(ty.hexint, ty.hexint);
CREATE FUNCTION ty.hex_hash(ty.hexint) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'hashint4';
CREATE OPERATOR FAMILY ty.loose USING hash;
CREATE OPERATOR CLASS ty.hex_hash_ops DEFAULT FOR TYPE ty.hexint USING hash FAMILY ty.loose AS OPERATOR 1 ty.=, FUNCTION 1 ty.hex_hash(ty.hexint);
CREATE CAST (ty.hexint AS int) WITH FUNCTION ty.hex_to_int(ty.hexint) AS ASSIGNMENT;
CREATE CAST (int AS ty.hexint) WITHOUT FUNCTION AS IMPLICIT;
CREATE TABLE ty.hex_keys (h ty.hexint PRIMARY KEY, r ty.hexint REFERENCES ty.hex_keys, EXCLUDE USING btree (r WITH OPERATOR(ty.=)));
CREATE VIEW ty.hex_view AS SELECT h::int AS i, OPERATOR(ty.@@@) h AS abs FROM ty.hex_keys WHERE h OPERATOR(ty.<) '5'::ty.hexint ORDER BY h USING OPERATOR(ty.>);
CREATE TYPE ty.hexrange AS RANGE (subtype = ty.hexint, subtype_opclass = ty.hex_ops);
CREATE FUNCTION ty.add_hex(int, ty.hexint) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2::int';
CREATE AGGREGATE ty.total(ty.hexint) (SFUNC = ty.add_hex, STYPE = int, INITCOND = '0', PARALLEL = SAFE, SORTOP = OPERATOR(ty.<));
CREATE AGGREGATE ty.counted(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl);
COMMENT ON AGGREGATE ty.counted(*) IS 'counts';
ALTER AGGREGATE ty.counted(*) OWNER TO torture_owner;
REVOKE EXECUTE ON FUNCTION ty.counted() FROM PUBLIC;
CREATE VIEW ty.totals AS SELECT ty.total(h) AS t, ty.counted(*) AS c FROM ty.hex_keys;
CREATE TEXT SEARCH DICTIONARY ty."my dict" (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION ty.my_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION ty.my_english ALTER MAPPING FOR asciiword, word WITH ty."my dict", english_stem;
ALTER TEXT SEARCH CONFIGURATION ty.my_english DROP MAPPING FOR url;
COMMENT ON TEXT SEARCH CONFIGURATION ty.my_english IS 'mine';
CREATE TABLE ty.searched (body text, search tsvector GENERATED ALWAYS AS (to_tsvector('ty.my_english'::regconfig, body)) STORED);
CREATE INDEX ON ty.searched USING gin (to_tsvector('ty.my_english'::regconfig, body));
