-- What applications' schemas are made of: search, tenancy, history, audit, queues.
CREATE SCHEMA app;
CREATE SCHEMA extensions;
CREATE EXTENSION pg_trgm WITH SCHEMA extensions;
CREATE EXTENSION unaccent WITH SCHEMA extensions;
CREATE EXTENSION ltree WITH SCHEMA extensions;
CREATE EXTENSION tablefunc WITH SCHEMA extensions;
CREATE TYPE app.rating AS ENUM ('G', 'PG', 'PG-13', 'R', 'NC-17');
CREATE DOMAIN app.year AS integer CONSTRAINT year_check CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN app.slug AS f.citext CHECK (VALUE ~ '^[a-z0-9\-]+$');
CREATE SEQUENCE app.global_id AS integer START 1000000 MAXVALUE 2000000000;
CREATE UNLOGGED SEQUENCE app.fast_id; -- since 15
CREATE DOMAIN app.numbered AS int DEFAULT nextval('app.global_id');
CREATE FUNCTION app.new_id(prefix text DEFAULT 'id_'::text, seq regclass DEFAULT 'app.global_id'::regclass) RETURNS text LANGUAGE sql AS 'SELECT prefix || nextval(seq)';
CREATE FUNCTION app.f_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path TO '' AS $$ SELECT extensions.unaccent('extensions.unaccent', $1) $$;
CREATE TABLE app.film (
  film_id app.numbered PRIMARY KEY,
  public_id text DEFAULT app.new_id('film_') NOT NULL UNIQUE,
  title varchar(255) NOT NULL,
  slug app.slug,
  release_year app.year,
  rating app.rating DEFAULT 'G'::app.rating,
  special_features text[],
  rate numeric(4, 2) DEFAULT 4.99 NOT NULL CHECK (rate > 0::numeric),
  path extensions.ltree,
  fulltext tsvector,
  valid tstzrange DEFAULT tstzrange(now(), NULL, '[)') NOT NULL,
  price money DEFAULT '$1.50'::money,
  metadata jsonb DEFAULT '{"a": "it''s \\ \"x\""}'::jsonb NOT NULL,
  CONSTRAINT "title_not_blank" CHECK (btrim(title) <> '' AND title !~ E'[\\n\\t]' AND title NOT LIKE '%''%'),
  CONSTRAINT rating_and_year CHECK (CASE WHEN rating = 'R'::app.rating THEN release_year::int > 1950 ELSE true END)
);
CREATE INDEX film_fulltext_idx ON app.film USING gist (fulltext);
CREATE INDEX film_title_trgm ON app.film USING gin (app.f_unaccent(title) extensions.gin_trgm_ops);
CREATE INDEX film_path ON app.film USING gist (path);
CREATE UNIQUE INDEX film_slug ON app.film (lower(slug::text), COALESCE(release_year::int, 0)) WHERE rating IS DISTINCT FROM 'G'::app.rating;
CREATE INDEX film_meta ON app.film (((metadata ->> 'a'))) WHERE (metadata ? 'a');
CREATE TRIGGER film_fulltext BEFORE INSERT OR UPDATE ON app.film FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('fulltext', 'pg_catalog.english', 'title');
CREATE FUNCTION app.film_label(app.film) RETURNS text LANGUAGE sql STABLE AS $$ SELECT $1.title || ' (' || $1.release_year || ')' $$;
CREATE FUNCTION app.film_key(app.film) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.title $$;
CREATE INDEX film_row ON app.film (app.film_key(film));
CREATE VIEW app.film_list AS SELECT film.*, app.film_label(film) AS label, extensions.similarity(title, 'x') AS s, title OPERATOR(extensions.%) 'y' AS alike FROM app.film;
CREATE FUNCTION app.search(q text, OUT found app.film_list, OUT rank real) RETURNS SETOF record LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN; END $$;
CREATE VIEW app.search_all AS SELECT (s.found).film_id, s.rank FROM app.search('x') s;
CREATE TABLE app.snapshots (taken timestamptz DEFAULT clock_timestamp(), row_of app.film_list, rows_of app.search_all[]);
CREATE AGGREGATE app.group_concat(text) (SFUNC = textcat, STYPE = text, INITCOND = '');
CREATE FUNCTION app.array_accum_final(anycompatiblearray) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE app.moving(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, MINITCOND = '0');
CREATE MATERIALIZED VIEW app.film_stats AS SELECT rating, app.group_concat(title) AS titles, count(*) FROM app.film GROUP BY rating WITH NO DATA;
CREATE UNIQUE INDEX film_stats_rating ON app.film_stats (rating);

-- Tenancy by row-level security, with policies that look at each other's tables.
CREATE TABLE app.tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, UNIQUE (name));
CREATE TABLE app.users (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  tenant_id uuid NOT NULL REFERENCES app.tenants ON DELETE CASCADE,
  email f.citext NOT NULL,
  manager_id uuid,
  CONSTRAINT users_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT users_manager FOREIGN KEY (tenant_id, manager_id) REFERENCES app.users (tenant_id, id) DEFERRABLE,
  CONSTRAINT users_email EXCLUDE USING btree (lower(email::text) WITH =)
);
CREATE FUNCTION app.current_tenant() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION app.is_member(tenant app.tenants) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT EXISTS (SELECT FROM app.users u WHERE u.tenant_id = tenant.id) $$;
ALTER TABLE app.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_users ON app.tenants USING (EXISTS (SELECT FROM app.users u WHERE u.tenant_id = tenants.id AND u.id = app.current_tenant()));
CREATE POLICY by_tenant ON app.users USING (tenant_id IN (SELECT t.id FROM app.tenants t WHERE app.is_member(t.*))) WITH CHECK (tenant_id = app.current_tenant());
CREATE TABLE app.copied (LIKE app.film INCLUDING ALL EXCLUDING INDEXES);
CREATE TABLE app.history (LIKE app.users INCLUDING DEFAULTS, changed_at timestamptz NOT NULL, action char(1) CHECK (action IN ('I', 'U', 'D'))) PARTITION BY RANGE (changed_at);
CREATE TABLE app.history_default PARTITION OF app.history DEFAULT;
CREATE INDEX ON app.history USING brin (changed_at);
ALTER TABLE app.history ADD CONSTRAINT history_tenant FOREIGN KEY (tenant_id) REFERENCES app.tenants ON UPDATE CASCADE;
CREATE FUNCTION app.audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $audit$
DECLARE
  "row" app.history%ROWTYPE;
BEGIN
  EXECUTE format($f$INSERT INTO %I.%I SELECT ($1).*$f$, TG_TABLE_SCHEMA, 'history') USING NEW;
  RETURN NULL;
END;
$audit$;
CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON app.users FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION app.audit();
CREATE TRIGGER changed AFTER UPDATE ON app.users FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION app.audit();

-- Inheritance as it was used for partitions before there were any.
CREATE TABLE app.payment (payment_id serial PRIMARY KEY, amount numeric(5, 2) NOT NULL, payment_date timestamp NOT NULL DEFAULT now());
CREATE TABLE app.payment_p1 (CONSTRAINT payment_p1_date CHECK (payment_date >= '2007-01-01' AND payment_date < '2007-02-01')) INHERITS (app.payment);
CREATE RULE payment_insert_p1 AS ON INSERT TO app.payment WHERE new.payment_date < '2007-02-01'::timestamp
  DO INSTEAD INSERT INTO app.payment_p1 (payment_id, amount, payment_date) VALUES (DEFAULT, new.amount, new.payment_date);
CREATE RULE returning_rule AS ON UPDATE TO app.film_list DO INSTEAD UPDATE app.film SET title = new.title WHERE film_id = old.film_id RETURNING film.*, ''::text, 0::real, false;
CREATE VIEW app.pivot AS SELECT * FROM extensions.crosstab('SELECT 1, 2, 3') AS ct (a int, "B b" int);
CREATE VIEW app.windowed AS SELECT payment_id, sum(amount) OVER w AS running, first_value(amount) OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS f FROM app.payment WINDOW w AS (PARTITION BY date_trunc('month', payment_date) ORDER BY payment_id);
CREATE VIEW app.sampled AS SELECT t.* FROM app.payment t TABLESAMPLE bernoulli (10) REPEATABLE (5);
CREATE VIEW app.sets AS SELECT 1 AS a, 'x'::text AS b UNION (SELECT 2, 'y' INTERSECT SELECT 3, 'z') EXCEPT ALL SELECT 4, 'w';
CREATE VIEW app.grouped AS SELECT rating, release_year, GROUPING(rating) AS g, percentile_cont(0.5) WITHIN GROUP (ORDER BY rate::float8) AS median FROM app.film GROUP BY GROUPING SETS ((rating), ROLLUP (release_year), ());
CREATE VIEW app.xml_and_json AS SELECT xmlelement(name film, xmlattributes(film_id AS id), title) AS x, jsonb_build_object('a', title) -> 'a' AS j, metadata @> '{"a": 1}' AS c, ARRAY(SELECT 1) AS arr, (SELECT max(rate) FROM app.film) AS m FROM app.film;
CREATE VIEW app.whole_rows AS SELECT u AS "user", t.*::app.tenants AS tenant FROM app.users u NATURAL LEFT JOIN app.tenants t;
CREATE FUNCTION app.variadic_any(VARIADIC "any") RETURNS int LANGUAGE internal AS 'pg_num_nulls';
CREATE FUNCTION app.inout_reserved("select" int, INOUT "order" text, IN "Mixed" text DEFAULT NULL::character varying) LANGUAGE sql AS 'SELECT $2';
CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION app.merge_all(hstores public.hstore[]) RETURNS public.hstore LANGUAGE sql AS 'SELECT hstores[1]';
CREATE OPERATOR app.%% (LEFTARG = int, RIGHTARG = int, FUNCTION = app.add, COMMUTATOR = OPERATOR(app.%%));
CREATE TABLE app.by_operator (a int, b int, CHECK (a OPERATOR(app.%%) b > 0), c int GENERATED ALWAYS AS (a OPERATOR(app.%%) 1) STORED);
CREATE TABLE app."Users" ("Id" serial PRIMARY KEY, "Name" text, "userId" int UNIQUE, CONSTRAINT "FK_Users_Users" FOREIGN KEY ("userId") REFERENCES app."Users" ("Id"));
CREATE UNIQUE INDEX "IX_Name" ON app."Users" ("Name");
CREATE TABLE app.refers_to_index (name text REFERENCES app."Users" ("Name"));
ALTER TABLE app."Users" ALTER COLUMN "Name" SET STORAGE MAIN;
CREATE SCHEMA moved;
ALTER TABLE app.copied SET SCHEMA moved;
ALTER TABLE moved.copied RENAME COLUMN title TO "new title";
ALTER TABLE moved.copied RENAME TO "Renamed table";
ALTER FUNCTION app.film_label(app.film) SET SCHEMA moved;
ALTER TYPE app.rating RENAME VALUE 'NC-17' TO '18+';
ALTER TYPE app.rating SET SCHEMA moved;
GRANT USAGE ON SCHEMA app, extensions TO torture_reader;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO torture_reader;
GRANT ALL ON ALL SEQUENCES IN SCHEMA app TO torture_reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO torture_reader;
REVOKE ALL ON FUNCTION app.audit() FROM PUBLIC;
