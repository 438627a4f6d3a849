import { type ClusterNames, quoted } from './containers.js';

/** Triggers, rules and policies whose names and expressions try to be taken for something else; after `createReplication`. */
export function createRules(names: ClusterNames): string {
  const { owner, publicRole } = quoted(names);
  return `
  CREATE FUNCTION shop."on ""change"" WHEN ("() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TABLE shop."t ""x"" FOR EACH ROW WHEN (" (a int, "b c" text, "WHEN (d" int);
  CREATE TABLE "Shop ""two""".changed (a int, b text);
  CREATE VIEW shop.seen AS SELECT a FROM "Shop ""two""".changed;

  CREATE TRIGGER "first ""one"" WHEN (" BEFORE UPDATE OF "WHEN (d", a OR INSERT ON shop."t ""x"" FOR EACH ROW WHEN ("
    FOR EACH ROW WHEN (new."b c" <> ') EXECUTE FUNCTION "' AND new.a > 1)
    EXECUTE FUNCTION shop."on ""change"" WHEN ("('one', '', E'tab\\t \\\\ ''quote'' ü😀', ') EXECUTE FUNCTION ');
  CREATE TRIGGER first AFTER DELETE OR UPDATE OR TRUNCATE ON "Shop ""two""".changed EXECUTE FUNCTION shop."on ""change"" WHEN ("();
  CREATE TRIGGER tables AFTER UPDATE ON "Shop ""two""".changed REFERENCING OLD TABLE AS "old ""ones""" NEW TABLE AS newer
    FOR EACH STATEMENT EXECUTE FUNCTION shop."on ""change"" WHEN ("();
  CREATE CONSTRAINT TRIGGER late AFTER INSERT ON "Shop ""two""".changed FROM shop.orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION shop."on ""change"" WHEN ("();
  CREATE TRIGGER instead INSTEAD OF INSERT ON shop.seen FOR EACH ROW EXECUTE FUNCTION shop."on ""change"" WHEN ("();
  COMMENT ON TRIGGER first ON "Shop ""two""".changed IS 'After';
  ALTER TABLE "Shop ""two""".changed DISABLE TRIGGER first;
  ALTER TABLE "Shop ""two""".changed ENABLE ALWAYS TRIGGER tables;
  ALTER TABLE shop."t ""x"" FOR EACH ROW WHEN (" ENABLE REPLICA TRIGGER "first ""one"" WHEN (";
  ALTER TRIGGER tables ON "Shop ""two""".changed DEPENDS ON EXTENSION hstore;

  CREATE TABLE shop.parts_1 PARTITION OF shop.parts FOR VALUES FROM (1) TO (10);
  CREATE TABLE shop.referring (id int REFERENCES shop.parts, UNIQUE (id) DEFERRABLE);
  CREATE TRIGGER down AFTER INSERT ON shop.parts FOR EACH ROW EXECUTE FUNCTION shop."on ""change"" WHEN ("();
  ALTER TABLE shop.parts_1 DISABLE TRIGGER down;

  CREATE RULE "no ""more""" AS ON DELETE TO "Shop ""two""".changed WHERE old.a > 1 DO INSTEAD NOTHING;
  CREATE RULE also AS ON UPDATE TO shop.seen DO ALSO INSERT INTO shop.numbers VALUES (new.a);
  COMMENT ON RULE also ON shop.seen IS 'Also';
  CREATE RULE renamed AS ON INSERT TO shop.numbers DO ALSO NOTHING;
  ALTER TABLE "Shop ""two""".changed DISABLE RULE "no ""more""";

  CREATE POLICY "by ""a""" ON "Shop ""two""".changed AS RESTRICTIVE FOR UPDATE TO ${publicRole}, ${owner}
    USING (a > 1) WITH CHECK (a IN (SELECT id FROM shop.numbers));
  CREATE POLICY open ON shop.orders USING (true);
  CREATE POLICY "by ""a""" ON shop.orders FOR INSERT TO CURRENT_USER WITH CHECK (note = 'x''y');
  COMMENT ON POLICY open ON shop.orders IS 'All';
`;
}

/**
 * Comments and memberships of other system catalogs' objects with the same oids: only the class tells them apart. A table's rule
 * that is called as those that make views are, as ALTER RULE could until it was forbidden in 2026.
 */
export const LOOKALIKES = `
  UPDATE pg_rewrite SET rulename = '_RETURN' WHERE rulename = 'renamed';
  INSERT INTO pg_description (objoid, classoid, objsubid, description)
  SELECT oid, 'pg_ts_parser'::regclass, 0, 'of another object' FROM (
    SELECT oid FROM pg_trigger UNION SELECT oid FROM pg_rewrite UNION SELECT oid FROM pg_policy UNION SELECT oid FROM pg_statistic_ext
    UNION SELECT oid FROM pg_publication UNION SELECT oid FROM pg_subscription UNION SELECT oid FROM pg_foreign_server
    UNION SELECT oid FROM pg_foreign_data_wrapper UNION SELECT oid FROM pg_event_trigger UNION SELECT oid FROM pg_extension) o
  WHERE oid >= 16384;
  INSERT INTO pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
  SELECT 'pg_ts_parser'::regclass, o.oid, 0, 'pg_extension'::regclass, e.oid, 0, 'e' FROM pg_extension e, (
    SELECT oid FROM pg_foreign_server UNION SELECT oid FROM pg_event_trigger UNION SELECT oid FROM pg_statistic_ext
    UNION SELECT oid FROM pg_class WHERE relacl IS NOT NULL) o
  WHERE e.extname = 'hstore' AND o.oid >= 16384;
`;
