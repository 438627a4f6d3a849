import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';
import { type DatabaseReader, readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';
import { createLanguages } from '../support/objects/languages.js';
import { createTypes } from '../support/objects/types.js';

const ODD = 'Odd "one"';
const MEMBER = { comment: null, extension_name: null };
const PLAIN = { ...MEMBER, schema_name: 'app', owner: 'postgres' };
const KINDS_READ = [
  'language',
  'transform',
  'collation',
  'conversion',
  'text_search_configuration',
  'text_search_dictionary',
  'text_search_parser',
  'text_search_template',
] as const;

describe.each(ALL_MAJORS)('languages in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let reader: DatabaseReader;

  beforeAll(async () => {
    database = await createDatabase(major, 'languages');
    await runSql(database.url, createTypes(major) + createLanguages(major));
    reader = await readDatabase(database.url);
  });
  afterAll(async () => {
    await reader[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  it('are counted as many as they are read, and so are collations, conversions and text search objects', async () => {
    for (const kind of KINDS_READ) {
      expect([kind, reader.counted(kind)]).toEqual([kind, (await reader.rows(kind)).length]);
    }
  });

  it('have their functions; what the server brings is left out', async () => {
    expect(await reader.rows('language')).toEqual([
      {
        ...MEMBER,
        language_name: 'PL/x',
        owner: 'postgres',
        is_trusted: true,
        handler_function: 'plpgsql_call_handler',
        inline_function: 'plpgsql_inline_handler',
        validator_function: 'plpgsql_validator',
        acl: [{ grantor: 'postgres', grantee: 'postgres', privilege: 'USAGE', grantable: false }],
        comment: 'Like PL/pgSQL',
      },
      {
        ...MEMBER,
        language_name: 'plain',
        owner: 'postgres',
        is_trusted: false,
        handler_function: 'plpgsql_call_handler',
        inline_function: null,
        validator_function: null,
        acl: null,
      },
    ]);
  });

  it('have transforms of types, which functions name', async () => {
    expect(await reader.rows('transform')).toEqual([
      {
        ...MEMBER,
        type_name: 'app.label',
        language: 'PL/x',
        from_sql_function: 'app.label_to_x(internal)',
        to_sql_function: 'app.label_from_x(internal)',
        comment: 'Both ways',
      },
      {
        ...MEMBER,
        type_name: 'app.label',
        language: 'plpgsql',
        from_sql_function: 'app.label_to_x(internal)',
        to_sql_function: null,
      },
    ]);
    const transformed = (await reader.rows('routine')).find((row) => row.routine_name === 'transformed');
    expect(transformed?.transform_types).toEqual(['app.label']);
  });

  it('have collations of each provider that the version has, with the locale in one place', async () => {
    const libc = {
      ...PLAIN,
      collation_name: 'plain',
      provider: 'libc',
      is_deterministic: true,
      encoding: 'UTF8',
      collate: 'C',
      ctype: 'POSIX',
      locale: null,
      icu_rules: null,
      version: null,
    };
    const icu = {
      ...libc,
      provider: 'icu',
      encoding: null,
      collate: null,
      ctype: null,
      version: expect.stringMatching(/^[\d.]+$/),
    };
    expect(await reader.rows('collation')).toEqual([
      { ...libc, comment: 'Bytes' },
      { ...libc, schema_name: ODD },
      {
        ...icu,
        collation_name: 'phone_book',
        owner: 'pg_monitor',
        is_deterministic: false,
        locale: 'de-u-co-phonebk',
      },
      ...(major < 16 ? [] : [{ ...icu, collation_name: 'ruled', locale: 'en', icu_rules: '&a < g' }]),
      ...(major < 17
        ? []
        : [
            {
              ...icu,
              collation_name: 'built_in',
              provider: 'builtin',
              encoding: 'UTF8',
              locale: 'C.UTF-8',
              version: '1',
            },
          ]),
    ]);
  });

  it('have conversions between encodings', async () => {
    expect(await reader.rows('conversion')).toEqual([
      {
        ...PLAIN,
        conversion_name: 'from_latin',
        source_encoding: 'LATIN1',
        target_encoding: 'UTF8',
        function: 'iso8859_1_to_utf8',
        is_default: false,
        comment: 'To Unicode',
      },
      {
        ...PLAIN,
        schema_name: ODD,
        conversion_name: 'from_latin',
        source_encoding: 'UTF8',
        target_encoding: 'LATIN1',
        function: 'utf8_to_iso8859_1',
        is_default: true,
      },
    ]);
  });

  it('have text search configurations with dictionaries in the order they are asked', async () => {
    const dictionaries = ['"Odd ""one""".simple', 'app.simple', 'simple'];
    expect(await reader.rows('text_search_configuration')).toEqual([
      {
        ...PLAIN,
        configuration_name: 'search',
        parser: 'app.words',
        mappings: [
          { token_type: 'asciiword', dictionaries },
          { token_type: 'url', dictionaries },
        ],
        comment: 'For people',
      },
      {
        ...PLAIN,
        schema_name: ODD,
        configuration_name: 'search',
        parser: 'pg_catalog."default"',
        mappings: [],
      },
    ]);
  });

  it('have text search dictionaries, parsers and templates', async () => {
    const withoutOwner = { ...MEMBER, schema_name: 'app' };
    expect(await reader.rows('text_search_dictionary')).toEqual([
      { ...PLAIN, dictionary_name: 'simple', template: 'app.simplest', init_options: null, comment: 'Words' },
      {
        ...PLAIN,
        schema_name: ODD,
        dictionary_name: 'simple',
        template: 'pg_catalog.snowball',
        init_options: "language = 'english', stopwords = 'english'",
      },
    ]);
    expect(await reader.rows('text_search_parser')).toEqual([
      {
        ...withoutOwner,
        parser_name: 'words',
        start_function: 'prsd_start',
        token_function: 'prsd_nexttoken',
        end_function: 'prsd_end',
        token_types_function: 'prsd_lextype',
        headline_function: 'prsd_headline',
        comment: 'By blanks',
      },
    ]);
    expect(await reader.rows('text_search_template')).toEqual([
      {
        ...withoutOwner,
        template_name: 'simplest',
        init_function: 'dsimple_init',
        lexize_function: 'dsimple_lexize',
        comment: 'As it is',
      },
    ]);
  });
});
