/** A number from 0 up to, and not including, `limit`. */
export type Random = (limit: number) => number;

/** Numbers that look random and are the same for the same seed: mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

/** Objects of one sort that there may be at once; statements about one that is not there fail, which changes nothing. */
const NAMES = 6;

/**
 * Statements on `$t` (tables), `$n` (any other name) and `$w` (a word), for every kind that statements can make in a
 * database. Roles belong to the server and have names of their own.
 */
const STATEMENTS: readonly string[] = [
  'CREATE TABLE $t (id int PRIMARY KEY, a text, b numeric(10,2) DEFAULT 1.5, c timestamptz)',
  'CREATE TABLE $t (id bigint GENERATED ALWAYS AS IDENTITY, a text COLLATE "C", d int[] NOT NULL DEFAULT \'{}\')',
  'CREATE TABLE $t (a int, b int) PARTITION BY RANGE (a)',
  'CREATE TABLE $n_part PARTITION OF $t FOR VALUES FROM (0) TO (10)',
  'CREATE TABLE $n_child () INHERITS ($t)',
  'CREATE UNLOGGED TABLE $t (a $n_domain, e $n_enum)',
  'DROP TABLE $t CASCADE',
  'DROP TABLE IF EXISTS $n_part, $n_child CASCADE',
  'ALTER TABLE $t RENAME TO $t',
  'ALTER TABLE $t ADD COLUMN $n_col int',
  'ALTER TABLE $t DROP COLUMN $n_col',
  'ALTER TABLE $t RENAME COLUMN $n_col TO $n_col',
  'ALTER TABLE $t ALTER COLUMN a TYPE varchar(40)',
  'ALTER TABLE $t ALTER COLUMN a SET NOT NULL',
  'ALTER TABLE $t ALTER COLUMN a DROP NOT NULL',
  "ALTER TABLE $t ALTER COLUMN a SET DEFAULT '$w'",
  'ALTER TABLE $t ALTER COLUMN a SET STORAGE EXTERNAL',
  'ALTER TABLE $t ALTER COLUMN a SET STATISTICS 77',
  'ALTER TABLE $t SET (fillfactor = 70)',
  'ALTER TABLE $t RESET (fillfactor)',
  'ALTER TABLE $t ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE $t REPLICA IDENTITY FULL',
  'ALTER TABLE $t SET SCHEMA $n_schema',
  'ALTER TABLE $t ADD CONSTRAINT $n_check CHECK (id > 0)',
  'ALTER TABLE $t DROP CONSTRAINT $n_check',
  'ALTER TABLE $t ADD CONSTRAINT $n_fk FOREIGN KEY (id) REFERENCES $t (id)',
  'ALTER TABLE $t VALIDATE CONSTRAINT $n_check',
  'CREATE INDEX $n_index ON $t (a)',
  'CREATE INDEX $n_index ON $t (lower(a)) WHERE id > 3',
  'DROP INDEX $n_index',
  'ALTER INDEX $n_index RENAME TO $n_index',
  'CLUSTER $t USING $n_index',
  'CREATE VIEW $n_view AS SELECT * FROM $t',
  'CREATE OR REPLACE VIEW $n_view WITH (security_barrier) AS SELECT a FROM $t',
  'DROP VIEW $n_view CASCADE',
  'CREATE MATERIALIZED VIEW $n_mview AS SELECT a FROM $t',
  'REFRESH MATERIALIZED VIEW $n_mview WITH NO DATA',
  'DROP MATERIALIZED VIEW $n_mview CASCADE',
  'CREATE SEQUENCE $n_seq INCREMENT 3',
  "SELECT nextval('$n_seq')",
  "SELECT setval('$n_seq', 1000)",
  'ALTER SEQUENCE $n_seq CYCLE CACHE 7',
  'ALTER SEQUENCE $n_seq OWNED BY $t.id',
  'DROP SEQUENCE $n_seq CASCADE',
  "CREATE TYPE $n_enum AS ENUM ('one', '$w')",
  "ALTER TYPE $n_enum ADD VALUE '$w'",
  "ALTER TYPE $n_enum RENAME VALUE 'one' TO '$w'",
  'DROP TYPE $n_enum CASCADE',
  "CREATE DOMAIN $n_domain AS text CHECK (value <> '$w')",
  "ALTER DOMAIN $n_domain SET DEFAULT '$w'",
  'DROP DOMAIN $n_domain CASCADE',
  'CREATE TYPE $n_pair AS (x int, y text)',
  'ALTER TYPE $n_pair ADD ATTRIBUTE z int',
  'DROP TYPE $n_pair CASCADE',
  'CREATE TYPE $n_range AS RANGE (SUBTYPE = float8)',
  'DROP TYPE $n_range CASCADE',
  "CREATE OR REPLACE FUNCTION $n_func(x int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT x + length(''$w'')'",
  'ALTER FUNCTION $n_func(int) IMMUTABLE COST 7',
  "ALTER FUNCTION $n_func(int) SET search_path = '$w'",
  'ALTER FUNCTION $n_func(int) RENAME TO $n_func',
  'DROP FUNCTION $n_func(int) CASCADE',
  "CREATE OR REPLACE PROCEDURE $n_proc() LANGUAGE plpgsql AS 'BEGIN END'",
  'DROP PROCEDURE $n_proc()',
  "CREATE OR REPLACE FUNCTION $n_trig() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
  'CREATE TRIGGER $n_trigger BEFORE INSERT ON $t FOR EACH ROW EXECUTE FUNCTION $n_trig()',
  'ALTER TABLE $t DISABLE TRIGGER $n_trigger',
  'DROP TRIGGER $n_trigger ON $t',
  'CREATE EVENT TRIGGER $n_event ON sql_drop EXECUTE FUNCTION $n_evfunc()',
  "CREATE OR REPLACE FUNCTION $n_evfunc() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
  'ALTER EVENT TRIGGER $n_event DISABLE',
  'DROP EVENT TRIGGER $n_event',
  'CREATE RULE $n_rule AS ON DELETE TO $t DO INSTEAD NOTHING',
  'DROP RULE $n_rule ON $t',
  'CREATE POLICY $n_policy ON $t USING (id > 0)',
  'ALTER POLICY $n_policy ON $t USING (id > 1)',
  'DROP POLICY $n_policy ON $t',
  'CREATE AGGREGATE $n_agg (int) (SFUNC = int4pl, STYPE = int)',
  'DROP AGGREGATE $n_agg (int)',
  'CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)',
  'DROP OPERATOR === (int, int)',
  'CREATE OPERATOR CLASS $n_opclass FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)',
  'DROP OPERATOR FAMILY $n_opclass USING btree CASCADE',
  'CREATE CAST ($n_pair AS text) WITH INOUT',
  'DROP CAST ($n_pair AS text)',
  "CREATE COLLATION $n_coll (LOCALE = 'C')",
  'DROP COLLATION $n_coll',
  "CREATE CONVERSION $n_conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
  'DROP CONVERSION $n_conv',
  'CREATE STATISTICS $n_stats (dependencies) ON id, a FROM $t',
  'DROP STATISTICS $n_stats',
  'CREATE TEXT SEARCH CONFIGURATION $n_ts (COPY = english)',
  'ALTER TEXT SEARCH CONFIGURATION $n_ts DROP MAPPING FOR email',
  'DROP TEXT SEARCH CONFIGURATION $n_ts',
  'CREATE TEXT SEARCH DICTIONARY $n_dict (TEMPLATE = simple)',
  'DROP TEXT SEARCH DICTIONARY $n_dict CASCADE',
  "CREATE FOREIGN DATA WRAPPER $n_fdw OPTIONS (debug 'true')",
  'CREATE SERVER $n_server FOREIGN DATA WRAPPER $n_fdw',
  "ALTER SERVER $n_server OPTIONS (ADD host '$w')",
  "CREATE USER MAPPING FOR public SERVER $n_server OPTIONS (user '$w')",
  'CREATE FOREIGN TABLE $n_foreign (a int) SERVER $n_server',
  'DROP FOREIGN DATA WRAPPER $n_fdw CASCADE',
  'CREATE PUBLICATION $n_pub FOR TABLE $t',
  "ALTER PUBLICATION $n_pub SET (publish = 'insert')",
  'DROP PUBLICATION $n_pub',
  'CREATE SCHEMA $n_schema',
  'ALTER SCHEMA $n_schema RENAME TO $n_schema',
  'DROP SCHEMA $n_schema CASCADE',
  'GRANT SELECT ON $t TO public',
  'REVOKE SELECT ON $t FROM public',
  'GRANT SELECT (a) ON $t TO public',
  'GRANT USAGE ON SCHEMA $n_schema TO public',
  'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO public',
  'ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM public',
  "COMMENT ON TABLE $t IS '$w'",
  "COMMENT ON COLUMN $t.a IS '$w'",
  "COMMENT ON VIEW $n_view IS '$w'",
  'COMMENT ON FUNCTION $n_func(int) IS NULL',
  "COMMENT ON SCHEMA $n_schema IS '$w'",
  "INSERT INTO $t (id, a) SELECT g, '$w' FROM generate_series(1, 5) g ON CONFLICT DO NOTHING",
  'TRUNCATE $t',
  'ANALYZE $t',
  'VACUUM $t',
  'REINDEX TABLE $t',
  'CREATE TEMP TABLE $n_temp (a int)',
  'DROP TABLE $n_temp',
  'CREATE EXTENSION IF NOT EXISTS pg_trgm',
  'DROP EXTENSION pg_trgm CASCADE',
];

const WORDS = ['new', "it''s", 'a "b"', 'x, y', '(z)', 'back\\slash', 'ünïcode', 'two words', ''];

/** One statement, perhaps about something that is not there. */
export function randomStatement(random: Random): string {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  return pick(STATEMENTS)
    .replaceAll('$t', () => `t${random(NAMES)}`)
    .replaceAll(/\$n_(\w+)/g, (_, sort: string) => `${sort}${random(NAMES / 2)}`)
    .replaceAll('$w', () => pick(WORDS));
}
