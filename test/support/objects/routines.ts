import type { PostgresMajor } from '../../../stack/versions.js';

/** Functions, procedures and aggregates; after `createTypes`. */
export const createRoutines = (major: PostgresMajor): string => `
  CREATE FUNCTION app.area(side numeric) RETURNS numeric LANGUAGE sql AS 'SELECT side * side';
  CREATE FUNCTION app.area(width numeric, height numeric DEFAULT 1.5, "the unit" text DEFAULT 'it''s m', OUT size numeric, OUT text)
    LANGUAGE sql AS 'SELECT width * height, "the unit"';
  CREATE FUNCTION app.area(app.address) RETURNS TABLE (street text, moods "Odd ""one""".mood[]) LANGUAGE plpgsql ROWS 7
    AS 'BEGIN RETURN; END';
  CREATE FUNCTION "Odd ""one""".area(side numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
  COMMENT ON FUNCTION app.area(numeric) IS 'Of a square';
  CREATE FUNCTION "Odd ""one"""."it's $$"(VARIADIC "all" text[]) RETURNS SETOF text LANGUAGE plpgsql
    IMMUTABLE STRICT LEAKPROOF SECURITY DEFINER PARALLEL RESTRICTED COST 0.1 ROWS 12.5
    SET search_path = app, "Odd ""one""" SET work_mem = '1MB'
    AS $body$
BEGIN
  -- $function$ 'quote' back\\slash 🙂
  RETURN NEXT "all"[1];
END$body$;
  ALTER FUNCTION "Odd ""one"""."it's $$"(text[]) OWNER TO pg_monitor;
  REVOKE EXECUTE ON FUNCTION "Odd ""one"""."it's $$"(text[]) FROM PUBLIC;
  CREATE FUNCTION app.numbers(int4, int4) RETURNS SETOF int4 LANGUAGE internal IMMUTABLE PARALLEL SAFE
    SUPPORT generate_series_int4_support AS 'generate_series_int4';
  CREATE FUNCTION app.call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
  CREATE FUNCTION app.row_index() RETURNS int8 LANGUAGE internal WINDOW AS 'window_row_number';
  CREATE PROCEDURE app.count_up(INOUT n int4 DEFAULT 0) LANGUAGE plpgsql AS 'BEGIN n := n + 1; END';
  COMMENT ON PROCEDURE app.count_up(int4) IS 'One more';
  ${major < 14 ? '' : WITH_SQL_BODY}

  CREATE AGGREGATE app.total(amount int4) (
    SFUNC = int4pl, STYPE = int4, INITCOND = '0', COMBINEFUNC = int4pl, SORTOP = >, PARALLEL = safe,
    MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int4, MSSPACE = 8, MINITCOND = '1'
  );
  COMMENT ON AGGREGATE app.total(int4) IS 'All of it';
  GRANT EXECUTE ON FUNCTION app.total(int4) TO pg_monitor;
  CREATE AGGREGATE app.average(numeric) (
    SFUNC = numeric_avg_accum, STYPE = internal, SSPACE = 128, FINALFUNC = numeric_avg, FINALFUNC_MODIFY = READ_WRITE,
    COMBINEFUNC = numeric_avg_combine, SERIALFUNC = numeric_avg_serialize, DESERIALFUNC = numeric_avg_deserialize,
    MSFUNC = numeric_avg_accum, MINVFUNC = numeric_accum_inv, MSTYPE = internal, MFINALFUNC = numeric_avg,
    MFINALFUNC_MODIFY = SHAREABLE
  );
  CREATE AGGREGATE app.percentile(float8 ORDER BY anyelement) (
    SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA,
    FINALFUNC_MODIFY = SHAREABLE
  );
  CREATE AGGREGATE app.ranking(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL
  );
  CREATE AGGREGATE "Odd ""one""".total(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
`;

const WITH_SQL_BODY = `
  CREATE FUNCTION app.twice(n int4) RETURNS int4 LANGUAGE sql RETURN n * 2;
  CREATE FUNCTION app.homes() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT (p.home).street FROM app.place p; END;
  CREATE PROCEDURE app.put(IN n int4, OUT doubled int4) LANGUAGE sql AS 'SELECT n * 2';`;
