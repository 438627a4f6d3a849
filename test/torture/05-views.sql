-- Views, materialized views, rules, and the cycles that views, functions and defaults can make.
CREATE SCHEMA v;
CREATE TABLE v.t (id int PRIMARY KEY, name text, n numeric(10, 2), tags text[]);
CREATE VIEW v.options WITH (security_barrier = true) AS SELECT * FROM v.t WHERE n > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW v.invoker WITH (security_invoker = true, security_barrier = false) AS SELECT id, name FROM v.t WITH CASCADED CHECK OPTION; -- since 15
CREATE VIEW v.renamed (a, "B") AS SELECT id, name FROM v.t;
ALTER VIEW v.renamed RENAME COLUMN a TO c;
CREATE VIEW v.grouped AS SELECT id, name, count(*) FILTER (WHERE n > 1) AS many FROM v.t GROUP BY id;
CREATE RECURSIVE VIEW v.numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
CREATE VIEW v.complex AS
  WITH x AS (SELECT id, row_number() OVER (PARTITION BY name ORDER BY n DESC NULLS LAST) AS r FROM v.t)
  SELECT x.id, x.r, l.tag, CASE WHEN x.r > 1 THEN 'more' ELSE 'it''s' END AS w, (t.*)::text AS whole
  FROM x JOIN v.t USING (id) LEFT JOIN LATERAL unnest(t.tags) WITH ORDINALITY AS l (tag, o) ON true
  WHERE EXISTS (SELECT FROM v.options o WHERE o.id = x.id) ORDER BY 1 LIMIT 5;
CREATE VIEW v.nothing AS SELECT;
CREATE VIEW v.itself AS SELECT 1 AS n;
CREATE OR REPLACE VIEW v.itself AS SELECT n FROM v.itself;
CREATE VIEW v.insertable AS SELECT id, name FROM v.t;
ALTER VIEW v.insertable ALTER name SET DEFAULT 'by the view';
CREATE VIEW v.of_types AS SELECT NULL::text COLLATE "C" AS c, 1::smallint AS s, ARRAY[1.5]::numeric(4, 1)[] AS a;
COMMENT ON VIEW v.complex IS 'complex';
COMMENT ON COLUMN v.complex.w IS 'a word';
ALTER VIEW v.complex OWNER TO torture_owner;

CREATE MATERIALIZED VIEW v.m WITH (fillfactor = 70) AS SELECT name, sum(n) AS total FROM v.t GROUP BY name WITH NO DATA;
CREATE UNIQUE INDEX m_name ON v.m (name);
CREATE INDEX m_total ON v.m (total DESC) WHERE total > 0;
ALTER MATERIALIZED VIEW v.m CLUSTER ON m_name;
ALTER MATERIALIZED VIEW v.m ALTER COLUMN total SET STATISTICS 77;
ALTER MATERIALIZED VIEW v.m ALTER COLUMN name SET STORAGE EXTERNAL;
CREATE MATERIALIZED VIEW v.m2 AS SELECT * FROM v.m WITH NO DATA;
CREATE MATERIALIZED VIEW v.m_by_key AS SELECT id, name FROM v.t GROUP BY id;
CREATE VIEW v.on_m AS SELECT total FROM v.m2;
COMMENT ON MATERIALIZED VIEW v.m IS 'totals';
COMMENT ON COLUMN v.m.total IS 'the total';
ALTER MATERIALIZED VIEW v.m2 OWNER TO torture_owner;

-- Two views that need each other: one was replaced after the other was made.
CREATE VIEW v.first AS SELECT 1 AS a, 'x'::text COLLATE "C" AS b;
CREATE VIEW v.second AS SELECT a, b FROM v.first;
CREATE OR REPLACE VIEW v.first AS SELECT 1 AS a, 'x'::text COLLATE "C" AS b WHERE NOT EXISTS (SELECT FROM v.second WHERE a > 1);
COMMENT ON VIEW v.first IS 'needs the second';
-- A view of a function of its own rows, and a function that returns them.
CREATE VIEW v.self AS SELECT id, name FROM v.t;
CREATE FUNCTION v.rows_of_self() RETURNS SETOF v.self LANGUAGE sql STABLE AS 'SELECT * FROM v.self';
CREATE OR REPLACE VIEW v.self AS SELECT id, name FROM v.t WHERE id NOT IN (SELECT r.id FROM v.rows_of_self() r WHERE false);
-- A default, a check and a generated column by functions that take the table's own rows or read it.
CREATE TABLE v.loop (id int, kind text, label text);
CREATE FUNCTION v.next_id() RETURNS int LANGUAGE sql AS 'SELECT coalesce(max(id), 0) + 1 FROM v.loop';
CREATE FUNCTION v.is_good(v.loop) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1.kind <> 'bad' $$;
CREATE FUNCTION v.shout(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
ALTER TABLE v.loop ALTER id SET DEFAULT v.next_id(), ADD CONSTRAINT good CHECK (v.is_good(loop.*)),
  ADD COLUMN loud text GENERATED ALWAYS AS (v.shout(label)) STORED;
CREATE INDEX loop_shout ON v.loop (v.shout(kind));
COMMENT ON CONSTRAINT good ON v.loop IS 'by a function of its rows';
-- Bodies that the server keeps parsed.
CREATE FUNCTION v.parsed(x int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM v.t WHERE id > x; END; -- since 14
CREATE VIEW v.by_parsed AS SELECT v.parsed(3) AS p; -- since 14
CREATE FUNCTION v.parsed_by_view() RETURNS bigint LANGUAGE sql RETURN (SELECT p FROM v.by_parsed); -- since 14
CREATE PROCEDURE v.do_it(INOUT a int, VARIADIC b int[]) LANGUAGE sql BEGIN ATOMIC INSERT INTO v.t (id) VALUES (a); SELECT a + 1; END; -- since 14
CREATE TABLE v.by_parsed_default (id bigint DEFAULT v.parsed(1)); -- since 14

CREATE RULE no_delete AS ON DELETE TO v.t DO INSTEAD NOTHING;
CREATE RULE log_insert AS ON INSERT TO v.renamed DO INSTEAD (INSERT INTO v.t (id, name) VALUES (new.c, new."B"); NOTIFY changed, 'it''s');
CREATE RULE sometimes AS ON UPDATE TO v.t WHERE old.id <> new.id DO ALSO INSERT INTO v.loop (id) VALUES (new.id);
ALTER TABLE v.t DISABLE RULE sometimes;
COMMENT ON RULE no_delete ON v.t IS 'kept';
