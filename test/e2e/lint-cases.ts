import type { RuleName } from '../../lint/rules/index.js';

/** Real objects for one rule, each set made in a schema of its own that is the search path meanwhile. */
export interface LintCase {
  /** Statements that make what the rule is about. */
  readonly flawed: string;
  /** The objects that it then finds, without their schema. */
  readonly finds: readonly string[];
  /** Statements that come close, and in which it finds nothing. */
  readonly sound: string;
  /** Statements that can't stand in a transaction block, run one by one after all others; those that fail leave their mark. */
  readonly afterwards?: readonly string[];
}

/** A case for every rule: the compiler asks for it. */
export const LINT_CASES: Readonly<Record<RuleName, LintCase>> = {
  'no-primary-key': {
    flawed: `CREATE TABLE keyless (id int UNIQUE); CREATE TABLE "Parted" (id int) PARTITION BY LIST (id);
      CREATE TABLE part PARTITION OF "Parted" DEFAULT`,
    finds: ['"Parted"', 'keyless'],
    sound: `CREATE TABLE keyed (id int PRIMARY KEY); CREATE VIEW v AS SELECT 1 AS one;
      CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE part PARTITION OF parted DEFAULT`,
  },
  'foreign-key-type-mismatch': {
    flawed: `CREATE TABLE parent (id bigint PRIMARY KEY, code varchar(9) UNIQUE);
      CREATE TABLE child (parent_id int CONSTRAINT narrow REFERENCES parent, code char(9) CONSTRAINT padded REFERENCES parent (code))`,
    finds: ['child.narrow', 'child.padded'],
    sound: `CREATE DOMAIN number AS bigint; CREATE TABLE parent (id bigint, code varchar(9), UNIQUE (id, code));
      CREATE TABLE child (id number, code varchar(20), FOREIGN KEY (id, code) REFERENCES parent (id, code))`,
  },
  'constraint-not-validated': {
    flawed: `CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int);
      ALTER TABLE child ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
      ALTER TABLE child ADD CONSTRAINT known FOREIGN KEY (id) REFERENCES parent NOT VALID`,
    finds: ['child.known', 'child.positive'],
    sound: `CREATE TABLE child (id int); ALTER TABLE child ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
      ALTER TABLE child VALIDATE CONSTRAINT positive`,
  },
  'duplicate-foreign-key': {
    flawed: `CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE child (a int, b int,
      CONSTRAINT one FOREIGN KEY (a, b) REFERENCES parent (a, b), CONSTRAINT two FOREIGN KEY (b, a) REFERENCES parent (b, a))`,
    finds: ['child.two'],
    sound: `CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE child (a int, b int,
      CONSTRAINT one FOREIGN KEY (a, b) REFERENCES parent (a, b), CONSTRAINT two FOREIGN KEY (b, a) REFERENCES parent (a, b))`,
  },
  'foreign-key-without-index': {
    flawed: `CREATE TABLE parent (a int PRIMARY KEY, "B" int, UNIQUE (a, "B"));
      CREATE TABLE child (a int CONSTRAINT lone REFERENCES parent, "B" int, c int CONSTRAINT partly REFERENCES parent,
        CONSTRAINT pair FOREIGN KEY (a, "B") REFERENCES parent (a, "B"));
      CREATE INDEX ON child ("B", c, a); CREATE INDEX ON child (c) WHERE c > 0; CREATE INDEX ON child USING brin (a);
      CREATE TABLE parted (a int CONSTRAINT once REFERENCES parent) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parted DEFAULT`,
    finds: ['child.lone', 'child.pair', 'child.partly', 'parted.once'],
    sound: `CREATE TABLE parent (a int PRIMARY KEY, "B" int, UNIQUE (a, "B"));
      CREATE TABLE child (a int REFERENCES parent, "B" int, c int REFERENCES parent,
        FOREIGN KEY (a, "B") REFERENCES parent (a, "B"));
      CREATE INDEX ON child ("B", a, c) WHERE "B" IS NOT NULL AND a IS NOT NULL;
      CREATE INDEX ON child (a); CREATE INDEX ON child USING hash (c);
      CREATE TABLE parted (a int REFERENCES parent) PARTITION BY LIST (a); CREATE INDEX ON parted (a);
      CREATE TABLE part PARTITION OF parted DEFAULT`,
  },
  'duplicate-index': {
    flawed: `CREATE TABLE t (a int PRIMARY KEY, b int); CREATE INDEX first ON t (b); CREATE INDEX second ON t (b);
      CREATE INDEX third ON t (b) INCLUDE (a); CREATE UNIQUE INDEX again ON t (a);
      CREATE TABLE parted (a int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parted DEFAULT;
      CREATE INDEX one ON parted (a); CREATE INDEX other ON parted (a)`,
    finds: ['again', 'first', 'other', 'second'],
    sound: `CREATE TABLE t (a int PRIMARY KEY, b text); CREATE INDEX ON t (b); CREATE INDEX ON t (b DESC);
      CREATE INDEX ON t (b text_pattern_ops); CREATE INDEX ON t (b COLLATE "C"); CREATE INDEX ON t (b) WHERE a > 0;
      CREATE INDEX ON t USING hash (b); CREATE INDEX ON t (lower(b)); CREATE INDEX ON t (upper(b))`,
  },
  'redundant-index': {
    flawed: `CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, b)); CREATE INDEX prefix ON t (a); CREATE INDEX longer ON t (c, a);
      CREATE INDEX shorter ON t (c)`,
    finds: ['prefix', 'shorter'],
    sound: `CREATE TABLE t (a int UNIQUE, b int, c int); CREATE INDEX ON t (a, b); CREATE INDEX ON t (b, c);
      CREATE INDEX ON t (c) INCLUDE (a); CREATE INDEX ON t (c, a)`,
  },
  'unused-index': {
    flawed: `CREATE TABLE t (a int PRIMARY KEY, b int); CREATE INDEX unread ON t (b); INSERT INTO t VALUES (1, 1)`,
    afterwards: [
      'SELECT count(*) FROM flawed_unused_index.t',
      'SELECT count(*) FROM flawed_unused_index.t',
      'SELECT count(*) FROM flawed_unused_index.t',
      'SET enable_seqscan = off; SELECT * FROM sound_unused_index.used WHERE b = 1',
      'SELECT count(*) FROM sound_unused_index.parted',
    ],
    finds: ['unread'],
    sound: `CREATE TABLE used (a int PRIMARY KEY, b int UNIQUE, c int); CREATE INDEX ON used (b, c); INSERT INTO used VALUES (1, 1);
      ALTER TABLE used DROP CONSTRAINT used_b_key; CREATE TABLE nobody_reads (a int); CREATE INDEX ON nobody_reads (a);
      CREATE TABLE parted (a int) PARTITION BY LIST (a); CREATE INDEX ON parted (a); CREATE TABLE part PARTITION OF parted DEFAULT`,
  },
  'invalid-index': {
    flawed: `CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1); CREATE TABLE parted (a int) PARTITION BY LIST (a);
      CREATE TABLE part PARTITION OF parted DEFAULT; CREATE INDEX alone ON ONLY parted (a)`,
    afterwards: [
      'CREATE UNIQUE INDEX CONCURRENTLY failed ON flawed_invalid_index.t (a)',
      'TRUNCATE flawed_invalid_index.t',
    ],
    finds: ['alone', 'failed'],
    sound: `CREATE TABLE t (a int PRIMARY KEY)`,
  },
  'money-type': {
    flawed: `CREATE TABLE t (a money, b money[])`,
    finds: ['t.a', 't.b'],
    sound: `CREATE TABLE t (a numeric(12, 2)); CREATE TYPE coins AS ENUM ('one'); CREATE TABLE u (money coins)`,
  },
  'timetz-type': {
    flawed: `CREATE TABLE t (a timetz)`,
    finds: ['t.a'],
    sound: `CREATE TABLE t (a time)`,
  },
  'timestamp-type': {
    flawed: `CREATE TABLE t (k int, a timestamp) PARTITION BY LIST (k); CREATE TABLE part PARTITION OF t DEFAULT`,
    finds: ['t.a'],
    sound: `CREATE TABLE t (a timestamptz); CREATE VIEW v AS SELECT a AT TIME ZONE 'UTC' AS utc FROM t`,
  },
  'json-type': {
    flawed: `CREATE TABLE t (a json)`,
    finds: ['t.a'],
    sound: `CREATE TABLE t (a jsonb)`,
  },
  'char-type': {
    flawed: `CREATE TABLE t (a char(3))`,
    finds: ['t.a'],
    sound: `CREATE TABLE t (a varchar(3), b "char", c text)`,
  },
  'varchar-type': {
    flawed: `CREATE TABLE t (a varchar(3))`,
    finds: ['t.a'],
    sound: `CREATE TABLE t (a varchar, b text)`,
  },
  'small-primary-key': {
    flawed: `CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)`,
    finds: ['t.id', 'u.id'],
    sound: `CREATE TABLE t (id bigserial PRIMARY KEY); CREATE TABLE code (id int PRIMARY KEY);
      CREATE TABLE pair (id serial, other int, PRIMARY KEY (id, other))`,
  },
  'sequence-near-limit': {
    flawed: `CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, wide int); CREATE SEQUENCE s OWNED BY t.wide;
      SELECT setval('t_id_seq', 1610612736), setval('s', 2000000000); CREATE SEQUENCE lone AS smallint INCREMENT -1; SELECT setval('lone', -30000)`,
    finds: ['lone', 's', 't_id_seq'],
    sound: `CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, wide bigint); CREATE SEQUENCE s OWNED BY t.wide;
      SELECT setval('t_id_seq', 1600000000), setval('s', 2000000000); CREATE SEQUENCE never AS smallint START 32767;
      CREATE SEQUENCE round AS smallint CYCLE; SELECT setval('round', 32767)`,
  },
  'sequence-wider-than-column': {
    flawed: `CREATE TABLE t (id int); CREATE SEQUENCE s OWNED BY t.id`,
    finds: ['s'],
    sound: `CREATE TABLE t (id serial, small int); CREATE SEQUENCE s MAXVALUE 2147483647 OWNED BY t.small; CREATE SEQUENCE lone`,
  },
  'row-security-without-policy': {
    flawed: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);
      CREATE TABLE plain (a int)`,
  },
  'policy-without-row-security': {
    flawed: `CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0)`,
    finds: ['t.p'],
    sound: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0)`,
  },
  'schema-open-to-public': {
    flawed: `GRANT CREATE ON SCHEMA flawed_schema_open_to_public TO PUBLIC`,
    finds: [''],
    sound: `GRANT USAGE ON SCHEMA sound_schema_open_to_public TO PUBLIC`,
  },
  'table-writable-by-public': {
    flawed: `CREATE TABLE t (a int); GRANT SELECT, UPDATE ON t TO PUBLIC`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC; GRANT ALL ON t TO postgres`,
  },
  'definer-without-search-path': {
    flawed: `CREATE FUNCTION f(a int, b text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
    finds: ['f(integer, text)'],
    sound: `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';
      CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  },
  'view-bypasses-row-security': {
    flawed: `CREATE TABLE t (a int, b int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);
      CREATE VIEW v AS SELECT a, b FROM t`,
    finds: ['v'],
    sound: `CREATE TABLE t (a int); CREATE TABLE guarded (a int); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON guarded USING (a > 0); CREATE VIEW v AS SELECT a FROM t;
      DO $$ BEGIN IF current_setting('server_version_num')::int >= 150000 THEN
        EXECUTE 'CREATE VIEW invoker WITH (security_invoker = true) AS SELECT a FROM guarded'; END IF; END $$`,
  },
  'disabled-trigger': {
    flawed: `CREATE TABLE t (a int); ALTER TABLE t DISABLE TRIGGER ALL;
      CREATE TRIGGER off BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
      ALTER TABLE t DISABLE TRIGGER off`,
    finds: ['t.off'],
    sound: `CREATE TABLE t (a int); CREATE TRIGGER fires BEFORE UPDATE ON t FOR EACH ROW
      EXECUTE FUNCTION suppress_redundant_updates_trigger(); ALTER TABLE t ENABLE ALWAYS TRIGGER fires`,
  },
  'unlogged-table': {
    flawed: `CREATE UNLOGGED TABLE t (a int)`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int)`,
  },
  'unpopulated-materialized-view': {
    flawed: `CREATE MATERIALIZED VIEW m AS SELECT 1 AS one WITH NO DATA`,
    finds: ['m'],
    sound: `CREATE MATERIALIZED VIEW m AS SELECT 1 AS one`,
  },
  'partitioned-table-without-partitions': {
    flawed: `CREATE TABLE t (a int) PARTITION BY RANGE (a)`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE part PARTITION OF t FOR VALUES FROM (1) TO (2)`,
  },
  'partitioned-table-without-default': {
    flawed: `CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE part PARTITION OF t FOR VALUES FROM (1) TO (2)`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF t DEFAULT;
      CREATE TABLE h (a int) PARTITION BY HASH (a)`,
  },
  'never-analyzed': {
    flawed: `CREATE TABLE t (a int); INSERT INTO t VALUES (1)`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int); INSERT INTO t VALUES (1); ANALYZE t; CREATE TABLE nothing_in_it (a int)`,
  },
  'stale-statistics': {
    flawed: `CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 5000)`,
    afterwards: [
      'ANALYZE flawed_stale_statistics.t',
      'INSERT INTO flawed_stale_statistics.t SELECT generate_series(1, 2000)',
      'ANALYZE sound_stale_statistics.t',
      'INSERT INTO sound_stale_statistics.t SELECT generate_series(1, 1100)',
    ],
    finds: ['t'],
    sound: `CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 6000)`,
  },
  'many-dead-rows': {
    flawed: `CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 30000); DELETE FROM t WHERE a > 15000`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 30000); DELETE FROM t WHERE a > 25000`,
  },
  'autovacuum-disabled': {
    flawed: `CREATE TABLE t (a int) WITH (autovacuum_enabled = off)`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int) WITH (autovacuum_enabled = on, fillfactor = 70)`,
  },
  'published-without-identity': {
    flawed: `CREATE TABLE t (a int); CREATE TABLE parted (a int) PARTITION BY LIST (a);
      CREATE TABLE part PARTITION OF parted DEFAULT; CREATE PUBLICATION flawed FOR TABLE t, parted`,
    finds: ['part', 't'],
    sound: `CREATE TABLE keyed (a int PRIMARY KEY); CREATE TABLE whole (a int); ALTER TABLE whole REPLICA IDENTITY FULL;
      CREATE TABLE appended (a int); CREATE TABLE unpublished (a int);
      CREATE PUBLICATION sound FOR TABLE keyed, whole; CREATE PUBLICATION inserts FOR TABLE appended WITH (publish = 'insert')`,
  },
  'undocumented-table': {
    flawed: `CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1 AS one; CREATE MATERIALIZED VIEW m AS SELECT 1 AS one;
      COMMENT ON COLUMN t.a IS 'A column is not its table.'`,
    finds: ['m', 't', 'v'],
    sound: `CREATE TABLE t (a int) PARTITION BY LIST (a); COMMENT ON TABLE t IS 'Some.'; CREATE TABLE part PARTITION OF t DEFAULT`,
  },
  'undocumented-column': {
    flawed: `CREATE TABLE t (a int, b int); COMMENT ON COLUMN t.a IS 'One.'; COMMENT ON TABLE t IS 'Some.'`,
    finds: ['t'],
    sound: `CREATE TABLE t (a int); COMMENT ON COLUMN t.a IS 'One.'; CREATE VIEW v AS SELECT a FROM t`,
  },
  'identifier-needs-quotes': {
    flawed: `CREATE TABLE "order" (a int); CREATE TABLE t ("userId" int, "a b" int, fine int)`,
    finds: ['"order"', 't'],
    sound: `CREATE TABLE orders (user_id int, "position" int, _x1 int)`,
  },
};
