import type { PostgresMajor } from '../../../stack/versions.js';

/** Operators, their classes and families, casts and access methods; after `createTypes`. */
export const createOperators = (major: PostgresMajor): string => `
  CREATE FUNCTION app.near(int4, int4) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) < 2';
  CREATE FUNCTION app.opposite(int4) RETURNS int4 LANGUAGE sql IMMUTABLE AS 'SELECT -$1';
  CREATE FUNCTION app.mood_rank(app.mood) RETURNS int4 LANGUAGE sql IMMUTABLE AS 'SELECT 1';

  CREATE OPERATOR app.=~= (LEFTARG = int4, RIGHTARG = int4, FUNCTION = app.near, COMMUTATOR = OPERATOR(app.=~=),
    NEGATOR = OPERATOR(app.!~=), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
  COMMENT ON OPERATOR app.=~= (int4, int4) IS 'Nearly equal';
  CREATE OPERATOR "Odd ""one""".=~= (LEFTARG = int4, RIGHTARG = int4, FUNCTION = app.near);
  CREATE OPERATOR app.@# (RIGHTARG = int4, FUNCTION = app.opposite);
  ALTER OPERATOR app.@# (NONE, int4) OWNER TO pg_monitor;
  ${major < 14 ? 'CREATE OPERATOR app.#@ (LEFTARG = int4, FUNCTION = app.opposite);' : ''}

  CREATE OPERATOR FAMILY app.number_ops USING btree;
  ALTER OPERATOR FAMILY app.number_ops USING btree ADD
    OPERATOR 1 < (int4, int8), OPERATOR 3 = (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int4, int8);
  COMMENT ON OPERATOR FAMILY app.number_ops USING btree IS 'Numbers';
  CREATE OPERATOR CLASS app.int_ops FOR TYPE int4 USING btree FAMILY app.number_ops AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 btint4cmp(int4, int4), FUNCTION 2 btint4sortsupport(internal);
  COMMENT ON OPERATOR CLASS app.int_ops USING btree IS 'Whole numbers';
  CREATE OPERATOR CLASS app.int_ops DEFAULT FOR TYPE app.pair USING gist AS
    OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, int2, oid, internal),
    STORAGE box;
  ALTER OPERATOR CLASS app.int_ops USING gist OWNER TO pg_monitor;

  CREATE CAST (app.mood AS int4) WITH FUNCTION app.mood_rank(app.mood) AS IMPLICIT;
  COMMENT ON CAST (app.mood AS int4) IS 'Its rank';
  CREATE CAST (app.label AS text) WITHOUT FUNCTION AS ASSIGNMENT;
  CREATE CAST ("Odd ""one""".mood AS app.mood) WITH INOUT;

  CREATE ACCESS METHOD "B tree" TYPE INDEX HANDLER bthandler;
  COMMENT ON ACCESS METHOD "B tree" IS 'Another one';
  CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
`;
