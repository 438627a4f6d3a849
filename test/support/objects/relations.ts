const only = (condition: boolean, ...statements: string[]) => (condition ? statements.join('\n') : '');

/**
 * Tables, constraints and indexes of every form there is, with names that try to be taken for something else. The same
 * names are in two schemas; attribute numbers have gaps and orders differ from the tables'.
 */
export function createRelations(major: number): string {
  return `
  CREATE SCHEMA "Two, (a)"; CREATE SCHEMA one;
  CREATE TYPE one.mood AS ENUM ('low', 'high');
  CREATE DOMAIN one.code AS varchar(8) COLLATE "C" NOT NULL;
  CREATE COLLATION one.plain FROM "C";
  CREATE OPERATOR CLASS one.backwards FOR TYPE int USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int4, int4);
  CREATE TABLE one.wide (gone int, a int, "b c" text COLLATE "C", v varchar(20), ch char(4), d one.code, m one.mood, ar int[],
    tags tsvector, r int4range, ip inet, net cidr, "select" int, "q""uote" text, ts timestamptz);
  ALTER TABLE one.wide DROP COLUMN gone;
  CREATE TABLE "Two, (a)".wide (LIKE one.wide);
  ${INDEXES}
  ${CONSTRAINTS}
  ${FOREIGN_KEYS}
  ${only(major >= 15, SINCE_15)}
  ${only(major >= 18, SINCE_18)}
  CREATE MATERIALIZED VIEW one.snapshot AS SELECT a, v FROM one.wide;
  CREATE UNIQUE INDEX ON one.snapshot (v DESC, a);
  COMMENT ON INDEX one.wide_a_idx IS 'Of one';
  COMMENT ON CONSTRAINT same ON one.checked IS 'Of one''s';`;
}

const INDEXES = `
  CREATE INDEX ON one.wide (a);
  CREATE INDEX ON "Two, (a)".wide (a, a, "select" DESC) INCLUDE ("b c", v);
  CREATE UNIQUE INDEX "Mixed ""name"" (x" ON one.wide (a DESC, "select" NULLS FIRST, ts DESC NULLS LAST, "q""uote");
  CREATE INDEX ON one.wide ("b c" COLLATE "POSIX", "q""uote" COLLATE one.plain);
  CREATE INDEX ON one.wide (v, ch, d, m, ar, r, ip, net);
  CREATE INDEX ON one.wide (v text_pattern_ops, ch bpchar_pattern_ops, a one.backwards);
  CREATE INDEX ON one.wide (v varchar_ops, net inet_ops);
  CREATE INDEX expressions ON one.wide (lower("b c"), (a + "select"), coalesce(v, ch), a);
  ALTER INDEX one.expressions ALTER COLUMN 2 SET STATISTICS 77;
  CREATE INDEX ON one.wide (a) WHERE "select" > 0 AND v IS NOT NULL;
  CREATE INDEX ON one.wide (a) WHERE CASE WHEN a > 1 THEN v = 'x' ELSE "q""uote" IS NULL END;
  CREATE INDEX ON one.wide (a) WHERE v = E'line\\nbreak' OR v = ' WHERE (';
  CREATE INDEX ON one.wide (a) WITH (fillfactor = 70);
  CREATE INDEX ON one.wide USING hash (v);
  CREATE INDEX ON one.wide USING gin (tags) WITH (fastupdate = off);
  CREATE INDEX ON one.wide USING gist (tags tsvector_ops (siglen = 100), r);
  CREATE INDEX ON one.wide USING spgist (ip);
  CREATE INDEX ON one.wide USING brin (ts, a) WITH (pages_per_range = 4);
  CREATE TABLE one.parts (id int, v varchar, PRIMARY KEY (id)) PARTITION BY RANGE (id);
  CREATE TABLE one.parts_1 PARTITION OF one.parts FOR VALUES FROM (0) TO (10);
  CREATE INDEX ON one.parts (v, id DESC);`;

const CONSTRAINTS = `
  CREATE TABLE one.checked (a int, "b c" text, hole int, r int4range, s int4range, CONSTRAINT same CHECK (a > 0 AND "b c" <> ')'),
    CONSTRAINT always CHECK (true), CONSTRAINT "no ""heirs""" CHECK (a < 10) NO INHERIT,
    CONSTRAINT cased CHECK (CASE WHEN a > 1 THEN "b c" IS NOT NULL ELSE true END),
    CONSTRAINT key PRIMARY KEY ("b c", a) INCLUDE (r, s) WITH (fillfactor = 90) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT one_only UNIQUE (a), CONSTRAINT late UNIQUE (a, "b c") DEFERRABLE,
    CONSTRAINT apart EXCLUDE USING gist (r WITH &&, (int4range(a, a + 1)) WITH =) WHERE (a > 3));
  ALTER TABLE one.checked DROP COLUMN hole;
  ALTER TABLE one.checked ADD CONSTRAINT unproven CHECK (a <> 5) NOT VALID;
  CREATE TABLE "Two, (a)".checked (a int NOT NULL, CONSTRAINT same CHECK (a > 1));
  CREATE TABLE one.heir (own int) INHERITS (one.checked);`;

const FOREIGN_KEYS = `
  CREATE TABLE one.target (x int, y text, z int UNIQUE, PRIMARY KEY (x, y), UNIQUE (z, x), UNIQUE (y, x));
  CREATE TABLE "Two, (a)".target (x int PRIMARY KEY, "y z" int UNIQUE);
  CREATE TABLE one.source (gone int, "b c" text, a int, z int, "to" int,
    CONSTRAINT turned FOREIGN KEY ("b c", a) REFERENCES one.target (y, x),
    CONSTRAINT twice FOREIGN KEY (a, a) REFERENCES one.target (z, x) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL,
    CONSTRAINT "to ""two""" FOREIGN KEY ("to") REFERENCES "Two, (a)".target ("y z") ON DELETE SET DEFAULT ON UPDATE RESTRICT
      DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT to_parts FOREIGN KEY (z) REFERENCES one.parts ON DELETE CASCADE DEFERRABLE);
  ALTER TABLE one.source DROP COLUMN gone;
  ALTER TABLE one.source ADD CONSTRAINT unproven FOREIGN KEY (z) REFERENCES one.target (z) ON DELETE RESTRICT NOT VALID;
  CREATE TABLE one.tree (id int PRIMARY KEY, parent int CONSTRAINT upwards REFERENCES one.tree);
  ALTER TABLE one.parts ADD COLUMN tree int CONSTRAINT growing REFERENCES one.tree ON UPDATE SET NULL;`;

const SINCE_15 = `
  CREATE UNIQUE INDEX ON one.wide ("select") INCLUDE (a) NULLS NOT DISTINCT WHERE a > 0;
  ALTER TABLE one.checked ADD CONSTRAINT no_nulls UNIQUE NULLS NOT DISTINCT (a, r) INCLUDE (s);
  ALTER TABLE one.source ADD CONSTRAINT partly FOREIGN KEY ("b c", z) REFERENCES one.target (y, x) ON DELETE SET NULL (z);`;

const SINCE_18 = `
  ALTER TABLE one.checked ADD CONSTRAINT "set ""it""" NOT NULL r NO INHERIT, ADD CONSTRAINT loose CHECK (a <> 6) NOT ENFORCED;
  ALTER TABLE one.heir ADD CONSTRAINT maybe NOT NULL own NOT VALID;
  ALTER TABLE one.source ADD CONSTRAINT loose FOREIGN KEY (z) REFERENCES one.target (z) NOT ENFORCED;
  CREATE TABLE one.stays (guest int4range, span int4range, PRIMARY KEY (guest, span WITHOUT OVERLAPS));
  CREATE TABLE one.visits (guest int4range, span int4range, FOREIGN KEY (guest, PERIOD span) REFERENCES one.stays (guest, PERIOD span));`;
