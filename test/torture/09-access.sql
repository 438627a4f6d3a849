-- Owners, privileges, row-level security, publications and foreign data.
CREATE SCHEMA a AUTHORIZATION torture_owner;
GRANT USAGE ON SCHEMA a TO PUBLIC;
GRANT ALL ON SCHEMA a TO torture_reader WITH GRANT OPTION;
CREATE TABLE a.t (id int, owner name DEFAULT current_user, secret text);
ALTER TABLE a.t OWNER TO torture_owner;
GRANT SELECT, INSERT ON a.t TO torture_reader WITH GRANT OPTION;
SET SESSION AUTHORIZATION torture_reader;
GRANT SELECT ON a.t TO "Torture ""Quoted"" Role", "torture.dotted";
RESET SESSION AUTHORIZATION;
GRANT UPDATE (secret, id) ON a.t TO torture_reader;
GRANT SELECT (id) ON a.t TO PUBLIC;
GRANT SELECT (id) ON a.t TO "select" WITH GRANT OPTION;
REVOKE DELETE, TRUNCATE ON a.t FROM torture_owner;
CREATE TABLE a.locked_away (id int);
REVOKE ALL ON a.locked_away FROM postgres;
CREATE TABLE a.for_all (id serial);
GRANT ALL ON a.for_all TO PUBLIC;
GRANT USAGE ON SEQUENCE a.for_all_id_seq TO torture_reader;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO torture_reader;
CREATE FUNCTION a.private() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION a.private() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION a.private() TO torture_reader;
CREATE PROCEDURE a.private_too(int) LANGUAGE sql AS '';
REVOKE ALL ON PROCEDURE a.private_too(int) FROM PUBLIC;
CREATE VIEW a.v AS SELECT id FROM a.t;
GRANT SELECT ON a.v TO torture_reader;
GRANT UPDATE (id) ON a.v TO torture_reader;
CREATE MATERIALIZED VIEW a.m AS SELECT id FROM a.t WITH NO DATA;
GRANT SELECT ON a.m TO torture_reader;
GRANT MAINTAIN ON a.for_all TO torture_owner; -- since 17
ALTER DEFAULT PRIVILEGES FOR ROLE torture_owner GRANT SELECT ON TABLES TO torture_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE torture_owner IN SCHEMA a GRANT ALL ON SEQUENCES TO torture_reader WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE torture_owner REVOKE ALL ON TYPES FROM PUBLIC, torture_owner;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO torture_reader;

ALTER TABLE a.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE a.for_all ENABLE ROW LEVEL SECURITY;
CREATE TABLE a.members (who name, team int);
CREATE FUNCTION a.my_team() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT team FROM a.members WHERE who = current_user';
CREATE POLICY own_rows ON a.t USING (owner = current_user) WITH CHECK (owner = current_user AND id > 0);
CREATE POLICY "only some" ON a.t AS RESTRICTIVE FOR SELECT TO torture_reader, "Torture ""Quoted"" Role" USING (id IN (SELECT team FROM a.members WHERE who = current_user));
CREATE POLICY inserts ON a.t FOR INSERT WITH CHECK (id = a.my_team());
CREATE POLICY updates ON a.t FOR UPDATE TO torture_owner USING (true);
CREATE POLICY deletes ON a.t FOR DELETE USING (a.my_team() = 1);
COMMENT ON POLICY own_rows ON a.t IS 'one''s own';

ALTER TABLE a.for_all ADD PRIMARY KEY (id);
CREATE PUBLICATION torture_all FOR ALL TABLES WITH (publish = 'insert, truncate');
CREATE PUBLICATION torture_some FOR TABLE a.for_all, part.events WITH (publish_via_partition_root = true);
CREATE PUBLICATION torture_none;
CREATE PUBLICATION torture_filtered FOR TABLE a.for_all (id) WHERE (id > 5), a.t WHERE (id <> 1); -- since 15
CREATE PUBLICATION torture_schema FOR TABLES IN SCHEMA v, ty; -- since 15
CREATE PUBLICATION torture_generated FOR ALL TABLES WITH (publish_generated_columns = stored); -- since 18
COMMENT ON PUBLICATION torture_some IS 'some';
ALTER PUBLICATION torture_none OWNER TO torture_owner;

CREATE FOREIGN DATA WRAPPER "torture wrapper" OPTIONS (debug 'true');
ALTER FOREIGN DATA WRAPPER "torture wrapper" OPTIONS (ADD "Other" 'it''s');
GRANT USAGE ON FOREIGN DATA WRAPPER "torture wrapper" TO torture_reader;
CREATE SERVER "torture server" TYPE 'kind' VERSION '1.0' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'other db');
CREATE SERVER bare FOREIGN DATA WRAPPER "torture wrapper";
COMMENT ON SERVER bare IS 'bare';
GRANT USAGE ON FOREIGN SERVER "torture server" TO torture_reader;
CREATE USER MAPPING FOR torture_reader SERVER "torture server" OPTIONS (user 'somebody');
CREATE USER MAPPING FOR PUBLIC SERVER bare;
CREATE FOREIGN TABLE a.far (
  id int OPTIONS (column_name 'Their Id') NOT NULL, what text COLLATE "C" DEFAULT 'x', CONSTRAINT there CHECK (id > 0)
) SERVER "torture server" OPTIONS (schema_name 'their', table_name 'table');
ALTER FOREIGN TABLE a.far ALTER what SET STATISTICS 10;
COMMENT ON FOREIGN TABLE a.far IS 'far away';
COMMENT ON COLUMN a.far.id IS 'theirs';
GRANT SELECT ON a.far TO torture_reader;
ALTER FOREIGN TABLE a.far OWNER TO torture_owner;
CREATE TABLE a.parted (id int NOT NULL, what text) PARTITION BY LIST (id);
CREATE FOREIGN TABLE a.parted_far PARTITION OF a.parted FOR VALUES IN (1) SERVER "torture server" OPTIONS (table_name 'p1');
