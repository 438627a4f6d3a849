import { describe, expect, it } from '@jest/globals';
import { ALL_MAJORS, createDatabase } from '../support/engines.js';
import { readDatabase } from '../support/kind-rows.js';
import { runSql } from '../support/read-source.js';

/** What a database may set for all its sessions, each with a default that it prints differently. */
const SETTINGS = {
  datestyle: "'SQL, DMY'",
  intervalstyle: 'sql_standard',
  extra_float_digits: '-10',
  bytea_output: 'escape',
  quote_all_identifiers: 'on',
  search_path: 'odd',
};

describe.each(ALL_MAJORS)('the settings of a database in PostgreSQL %i', (major) => {
  it('change nothing of how defaults are printed', async () => {
    await using database = await createDatabase(major, 'settings');
    await runSql(
      database.url,
      `CREATE SCHEMA odd;
       CREATE DOMAIN odd.day AS date DEFAULT '2026-03-04';
       CREATE FUNCTION odd.f(a odd.day DEFAULT '2026-03-04', b interval DEFAULT '1 day 02:03', c timestamp DEFAULT '2026-03-04 05:06',
         d float8 DEFAULT '0.1234567890123456'::float8, e bytea DEFAULT '\\x00ff') RETURNS int LANGUAGE sql AS 'SELECT 1';
       DO $$ BEGIN
         ${Object.entries(SETTINGS)
           .map(
             ([name, value]) =>
               `EXECUTE format('ALTER DATABASE %I SET ${name} = ${value.replaceAll("'", "''")}', current_database());`,
           )
           .join('\n')}
       END $$`,
    );
    await using reader = await readDatabase(database.url);
    const [day] = await reader.rows('domain');
    expect(day?.default_expression).toBe("'2026-03-04'::date");
    const [routine] = await reader.rows('routine');
    expect(routine?.arguments).toBe(
      "a odd.day DEFAULT '2026-03-04'::date, b interval DEFAULT '1 day 02:03:00'::interval, " +
        "c timestamp without time zone DEFAULT '2026-03-04 05:06:00'::timestamp without time zone, " +
        "d double precision DEFAULT '0.1234567890123456'::double precision, e bytea DEFAULT '\\x00ff'::bytea",
    );
  });
});
