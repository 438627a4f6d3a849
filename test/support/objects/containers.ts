import pg from 'pg';
import type { PostgresMajor } from '../../../stack/versions.js';

/** What no row may ever hold. */
export const PLANTED_SECRET = 'planted-5ecr3t';

/** Names of what all databases of a server share, made from a text of the test's own. */
export const clusterNames = (own: string) => ({
  owner: `${own} "owner"`,
  reader: `${own}_reader`,
  publicRole: `${own}_PUBLIC`,
  tablespace: `${own} space`,
});
export type ClusterNames = ReturnType<typeof clusterNames>;

/** The same names as SQL. */
export const quoted = (names: ClusterNames): ClusterNames => ({
  owner: pg.escapeIdentifier(names.owner),
  reader: pg.escapeIdentifier(names.reader),
  publicRole: pg.escapeIdentifier(names.publicRole),
  tablespace: pg.escapeIdentifier(names.tablespace),
});

/** A tablespace inside the server's own folder, in a session with allow_in_place_tablespaces; no transaction may create one. */
export const createTablespace = (names: ClusterNames): string =>
  `CREATE TABLESPACE ${quoted(names).tablespace} LOCATION '' WITH (random_page_cost = 1.1)`;

/** Roles with memberships and settings, extensions, event triggers and foreign servers in schema `shop`. */
export function createContainers(major: PostgresMajor, names: ClusterNames): string {
  const { owner, reader, publicRole, tablespace } = quoted(names);
  return `
  CREATE ROLE ${owner} NOINHERIT CREATEDB CONNECTION LIMIT 7 VALID UNTIL '2031-02-03 04:05:06.789+02';
  CREATE ROLE ${reader} LOGIN PASSWORD '${PLANTED_SECRET}' VALID UNTIL 'infinity';
  CREATE ROLE ${publicRole};
  COMMENT ON ROLE ${owner} IS E'Owns\\nall';
  GRANT ${owner} TO ${publicRole} WITH ADMIN OPTION;
  GRANT pg_monitor TO ${owner}${major < 16 ? '' : ' WITH INHERIT FALSE, SET TRUE'};
  ALTER ROLE ${owner} SET search_path = shop, "$user";
  ALTER ROLE ${owner} SET app.api_token = '${PLANTED_SECRET}';
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''', current_database());
              EXECUTE format('ALTER ROLE ${owner.replaceAll("'", "''")} IN DATABASE %I SET app.url = ''postgres://me:${PLANTED_SECRET}@db/x''', current_database()); END $$;

  ALTER TABLESPACE ${tablespace} OWNER TO ${owner};
  COMMENT ON TABLESPACE ${tablespace} IS 'Fast';
  GRANT CREATE ON TABLESPACE ${tablespace} TO ${reader};

  CREATE SCHEMA shop;
  CREATE SCHEMA "Shop ""two""";
  CREATE TABLE shop.numbers (id int);
  CREATE TABLE "Shop ""two""".numbers (id int);
  CREATE EXTENSION hstore SCHEMA shop;
  COMMENT ON EXTENSION hstore IS 'Pairs';
  UPDATE pg_extension SET extconfig = ARRAY['"Shop ""two""".numbers'::regclass::oid, 'shop.numbers'::regclass::oid],
    extcondition = ARRAY['WHERE id > 5', ''] WHERE extname = 'hstore';
  CREATE EXTENSION postgres_fdw SCHEMA shop;

  CREATE FUNCTION "Shop ""two""".on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE EVENT TRIGGER "every ""thing""" ON ddl_command_end EXECUTE FUNCTION "Shop ""two""".on_ddl();
  CREATE EVENT TRIGGER chosen ON ddl_command_start WHEN TAG IN ('DROP TABLE', 'CREATE TABLE') EXECUTE FUNCTION "Shop ""two""".on_ddl();
  ALTER EVENT TRIGGER chosen DISABLE;
  COMMENT ON EVENT TRIGGER chosen IS 'Two tags';

  CREATE FOREIGN DATA WRAPPER "wrap ""it""" VALIDATOR postgresql_fdw_validator;
  CREATE FOREIGN DATA WRAPPER bare OPTIONS (debug 'a=b', password '${PLANTED_SECRET}');
  ALTER FOREIGN DATA WRAPPER bare OPTIONS (ADD location 'https://me:${PLANTED_SECRET}@files/x');
  COMMENT ON FOREIGN DATA WRAPPER bare IS 'No validator';
  GRANT USAGE ON FOREIGN DATA WRAPPER bare TO ${reader} WITH GRANT OPTION;
  CREATE SERVER "far ""away""" TYPE 't''1' VERSION 'v 2' FOREIGN DATA WRAPPER "wrap ""it""" OPTIONS (dbname 'd=1', host '');
  CREATE SERVER near FOREIGN DATA WRAPPER bare;
  COMMENT ON SERVER near IS 'Here';
  GRANT USAGE ON FOREIGN SERVER near TO ${reader};
  CREATE USER MAPPING FOR PUBLIC SERVER near OPTIONS ("user" 'all', password '${PLANTED_SECRET}');
  CREATE USER MAPPING FOR ${publicRole} SERVER near OPTIONS ("user" 'one', api_key '${PLANTED_SECRET}');
  CREATE USER MAPPING FOR ${reader} SERVER near OPTIONS ("user" 'me');
`;
}

/** Drops the tablespace, which must be empty and out of any transaction. */
export const dropTablespace = (names: ClusterNames): string => `DROP TABLESPACE ${quoted(names).tablespace}`;

/** Drops the roles when the database is gone: with the privileges they have left, on a parameter. */
export function dropRoles(names: ClusterNames): string {
  const { owner, reader, publicRole } = quoted(names);
  return `DROP OWNED BY ${reader}; DROP ROLE ${owner}, ${reader}, ${publicRole}`;
}
