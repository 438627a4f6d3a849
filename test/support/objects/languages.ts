import type { PostgresMajor } from '../../../stack/versions.js';

/** Languages and transforms, collations, conversions and text search objects; after `createTypes`. */
export const createLanguages = (major: PostgresMajor): string => `
  CREATE TRUSTED LANGUAGE "PL/x" HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
  COMMENT ON LANGUAGE "PL/x" IS 'Like PL/pgSQL';
  REVOKE USAGE ON LANGUAGE "PL/x" FROM PUBLIC;
  CREATE LANGUAGE plain HANDLER plpgsql_call_handler;
  CREATE FUNCTION app.label_to_x(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'generate_series_int4_support';
  CREATE FUNCTION app.label_from_x(internal) RETURNS app.label LANGUAGE internal IMMUTABLE AS 'textrecv';
  CREATE TRANSFORM FOR app.label LANGUAGE "PL/x"
    (FROM SQL WITH FUNCTION app.label_to_x(internal), TO SQL WITH FUNCTION app.label_from_x(internal));
  COMMENT ON TRANSFORM FOR app.label LANGUAGE "PL/x" IS 'Both ways';
  CREATE TRANSFORM FOR app.label LANGUAGE plpgsql (FROM SQL WITH FUNCTION app.label_to_x(internal));
  CREATE FUNCTION app.transformed(app.label) RETURNS int4 LANGUAGE plpgsql TRANSFORM FOR TYPE app.label AS 'BEGIN RETURN 1; END';

  CREATE COLLATION app.plain (LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
  COMMENT ON COLLATION app.plain IS 'Bytes';
  CREATE COLLATION "Odd ""one""".plain FROM app.plain;
  CREATE COLLATION app.phone_book (PROVIDER = icu, LOCALE = 'de-u-co-phonebk', DETERMINISTIC = false);
  ALTER COLLATION app.phone_book OWNER TO pg_monitor;
  ${major < 16 ? '' : "CREATE COLLATION app.ruled (PROVIDER = icu, LOCALE = 'en', RULES = '&a < g');"}
  ${major < 17 ? '' : "CREATE COLLATION app.built_in (PROVIDER = builtin, LOCALE = 'C.UTF-8');"}

  CREATE CONVERSION app.from_latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
  CREATE DEFAULT CONVERSION "Odd ""one""".from_latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
  COMMENT ON CONVERSION app.from_latin IS 'To Unicode';

  CREATE TEXT SEARCH TEMPLATE app.simplest (INIT = dsimple_init, LEXIZE = dsimple_lexize);
  COMMENT ON TEXT SEARCH TEMPLATE app.simplest IS 'As it is';
  CREATE TEXT SEARCH DICTIONARY app.simple (TEMPLATE = app.simplest);
  CREATE TEXT SEARCH DICTIONARY "Odd ""one""".simple (TEMPLATE = snowball, LANGUAGE = english, STOPWORDS = english);
  COMMENT ON TEXT SEARCH DICTIONARY app.simple IS 'Words';
  CREATE TEXT SEARCH PARSER app.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end,
    LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
  COMMENT ON TEXT SEARCH PARSER app.words IS 'By blanks';
  CREATE TEXT SEARCH CONFIGURATION app.search (PARSER = app.words);
  ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR url, asciiword WITH "Odd ""one""".simple, app.simple, simple;
  COMMENT ON TEXT SEARCH CONFIGURATION app.search IS 'For people';
  CREATE TEXT SEARCH CONFIGURATION "Odd ""one""".search (PARSER = "default");
`;
