-- Functions, procedures, triggers and what calls them.
CREATE SCHEMA f;
CREATE EXTENSION hstore;
CREATE EXTENSION citext WITH SCHEMA f;
CREATE EXTENSION pgcrypto SCHEMA public;
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
COMMENT ON EXTENSION hstore IS 'a comment of our own';
CREATE TABLE f.t (id int PRIMARY KEY, name f.citext, attributes public.hstore, changed timestamptz, secret bytea DEFAULT public.gen_random_bytes(16));
CREATE INDEX ON f.t USING gin (attributes);
CREATE FUNCTION f.overloaded() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION f.overloaded(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION f.overloaded(text, int DEFAULT 5, VARIADIC rest numeric[] DEFAULT '{}') RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION f.every_option(a int, INOUT b text DEFAULT 'it''s', OUT c int[]) RETURNS SETOF record
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL RESTRICTED COST 12.5 ROWS 77
  SET search_path = f, "Mixed Case", pg_temp SET work_mem = '64MB' SET "torture.custom" TO 'a, ''b''' SET datestyle TO 'ISO, DMY' AS $$
BEGIN
  RETURN QUERY SELECT b, ARRAY[a];
END $$;
COMMENT ON FUNCTION f.every_option(int, text) IS 'every option';
ALTER FUNCTION f.every_option(int, text) OWNER TO torture_owner;
CREATE FUNCTION f.returns_table(x f.t, OUT y int) LANGUAGE sql AS 'SELECT $1.id';
CREATE FUNCTION f.table_function(n int) RETURNS TABLE (id int, "the name" text) LANGUAGE sql AS $$ SELECT n, 'x' $$;
CREATE FUNCTION f.polymorphic(anyelement, anyarray) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f.default_of_other(a int DEFAULT f.overloaded(3)) RETURNS int LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION f.c_function(float8) RETURNS float8 LANGUAGE internal WINDOW AS 'dsin';
CREATE PROCEDURE f.proc(a int, INOUT b int DEFAULT 1) LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN COMMIT; END $$;
CREATE FUNCTION f.broken() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f.with_extension() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION f.with_extension() DEPENDS ON EXTENSION hstore;
CREATE FUNCTION f.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.changed := now(); RETURN new; END $$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name, attributes ON f.t FOR EACH ROW WHEN (new.name IS NOT NULL) EXECUTE FUNCTION f.touch('a', 'it''s', '\b');
CREATE TRIGGER after_statement AFTER DELETE OR TRUNCATE ON f.t FOR EACH STATEMENT EXECUTE FUNCTION f.touch();
CREATE TRIGGER transitions AFTER UPDATE ON f.t REFERENCING OLD TABLE AS old_rows NEW TABLE AS "New Rows" FOR EACH STATEMENT EXECUTE FUNCTION f.touch();
CREATE CONSTRAINT TRIGGER deferred AFTER INSERT ON f.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE CONSTRAINT TRIGGER from_other AFTER UPDATE ON f.t FROM plain.thing NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE TRIGGER "Off" BEFORE DELETE ON f.t FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE TRIGGER on_replica BEFORE DELETE ON f.t FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE TRIGGER always BEFORE DELETE ON f.t FOR EACH ROW EXECUTE FUNCTION f.touch();
ALTER TABLE f.t DISABLE TRIGGER "Off", ENABLE REPLICA TRIGGER on_replica, ENABLE ALWAYS TRIGGER always;
COMMENT ON TRIGGER touch ON f.t IS 'touches';
CREATE VIEW f.editable AS SELECT id, name FROM f.t;
CREATE TRIGGER instead INSTEAD OF INSERT OR UPDATE ON f.editable FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE TABLE f.parted (id int, changed timestamptz) PARTITION BY LIST (id);
CREATE TABLE f.parted_1 PARTITION OF f.parted FOR VALUES IN (1);
CREATE TRIGGER on_all BEFORE UPDATE ON f.parted FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE TRIGGER on_all_off AFTER INSERT ON f.parted FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE TABLE f.parted_2 PARTITION OF f.parted FOR VALUES IN (2);
ALTER TABLE f.parted_1 DISABLE TRIGGER on_all;
ALTER TABLE f.parted DISABLE TRIGGER on_all_off;
CREATE TRIGGER own BEFORE UPDATE ON f.parted_1 FOR EACH ROW EXECUTE FUNCTION f.touch();
CREATE FUNCTION f.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
CREATE EVENT TRIGGER torture_ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION f.on_ddl();
CREATE EVENT TRIGGER torture_off ON sql_drop EXECUTE FUNCTION f.on_ddl();
ALTER EVENT TRIGGER torture_off DISABLE;
COMMENT ON EVENT TRIGGER torture_ddl IS 'watches';
