import type { PostgresMajor } from '../../../stack/versions.js';
import { type ClusterNames, quoted } from './containers.js';

/** Privileges on every kind of object that has them, and default privileges; after `createContainers`. */
export function createPrivileges(major: PostgresMajor, names: ClusterNames): string {
  const { owner, reader, publicRole } = quoted(names);
  return `
  CREATE SCHEMA granted AUTHORIZATION ${owner};
  GRANT USAGE ON SCHEMA granted TO PUBLIC;
  CREATE TABLE granted.t (a int, "b c" int, gone int);
  ALTER TABLE granted.t OWNER TO ${owner};
  GRANT SELECT ON granted.t TO ${publicRole} WITH GRANT OPTION;
  SET ROLE ${publicRole};
  GRANT SELECT ON granted.t TO PUBLIC;
  RESET ROLE;
  GRANT UPDATE ("b c"), REFERENCES (gone) ON granted.t TO ${reader};
  ALTER TABLE granted.t DROP COLUMN gone;
  CREATE VIEW granted.v AS SELECT 1 AS a;
  CREATE MATERIALIZED VIEW granted.m AS SELECT 1 AS a;
  CREATE SEQUENCE granted.s;
  CREATE FOREIGN TABLE granted.f (a int) SERVER near;
  CREATE TABLE granted.emptied (a int);
  REVOKE ALL ON granted.emptied FROM CURRENT_USER;
  CREATE FUNCTION granted.same(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION granted.same(granted.t) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE granted.proc() LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE granted.agg(int) (SFUNC = int4pl, STYPE = int);
  CREATE DOMAIN granted.dom AS int;
  CREATE TYPE granted.kind AS ENUM ('x');
  GRANT SELECT ON granted.v, granted.m, granted.f TO ${reader};
  GRANT USAGE ON SEQUENCE granted.s TO ${reader};
  GRANT EXECUTE ON FUNCTION granted.same(int, text), granted.same(granted.t), granted.agg(int) TO ${reader};
  REVOKE EXECUTE ON PROCEDURE granted.proc() FROM PUBLIC;
  GRANT USAGE ON DOMAIN granted.dom TO ${reader};
  GRANT USAGE ON TYPE granted.kind TO ${reader};
  REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO ${reader};
  DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${reader.replaceAll("'", "''")}', current_database()); END $$;
  ${major < 15 ? '' : `GRANT SET ON PARAMETER lc_messages TO ${reader};`}

  ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON TABLES TO ${reader} WITH GRANT OPTION;
  ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA granted GRANT USAGE ON SEQUENCES TO PUBLIC;
  ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
  ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT USAGE ON TYPES TO ${reader};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT USAGE ON SCHEMAS TO ${reader};
  ${major < 18 ? '' : `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON LARGE OBJECTS TO ${reader};`}
`;
}
