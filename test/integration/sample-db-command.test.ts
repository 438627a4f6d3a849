import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase, postgresServer } from '../support/engines.js';

const COMMAND = fileURLToPath(new URL('../../sample-db/main.js', import.meta.url));

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function run(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...args], (_error, output, errors) => {
      resolve({ code: child.exitCode ?? -1, output, errors });
    });
  });
}

describe('the sample-db command', () => {
  it('loads once and says so, then finds everything there', async () => {
    await using database = await createDatabase(18, 'sample_command');
    const first = await run(database.url);
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.output).toMatch(/ecommerce\.users: 1,000 rows/);
    expect((await run(database.url)).output).toMatch(/is there already: 12 tables/);
  });

  it('refuses a database with schemas of its own, unless it is forced', async () => {
    await using database = await createDatabase(18, 'sample_foreign');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('CREATE SCHEMA reporting; CREATE TABLE reporting.precious (id integer)');
    const refused = await run(database.url);
    expect(refused.code).toBe(1);
    expect(refused.errors).toMatch(/would replace: reporting\. .*--force/);
    expect((await client.query(`SELECT to_regclass('reporting.precious') AS kept`)).rows).toEqual([
      { kept: 'reporting.precious' },
    ]);
    await client.end();
    expect((await run(database.url, '--force')).code).toBe(0);
  });

  it('says what to do about a wrong password, without repeating it', async () => {
    const url = new URL((await postgresServer(18)).superuserUrl);
    url.password = 'not-the-password';
    const { code, output, errors } = await run(url.href);
    expect(code).toBe(1);
    expect(errors).toMatch(/password authentication failed .* Check the user name and password/);
    expect(output + errors).not.toContain('not-the-password');
  });

  it.each([
    ['a URL of something else', 'mysql://root:hidden@localhost/shop', /postgres:\/\/user/],
    ['a URL without a database', 'postgres://someone:hidden@localhost', /URL of a PostgreSQL database/],
    [
      'a server that is not there',
      'postgres://someone:hidden@127.0.0.1:1/shop',
      /ECONNREFUSED.*Check host and port/,
    ],
  ])('says what to do about %s', async (_what, url, sentence) => {
    const { code, errors } = await run(url);
    expect(code).toBe(1);
    expect(errors).toMatch(sentence);
    expect(errors).not.toContain('hidden');
  });

  it('explains itself when it is called without a URL', async () => {
    const { code, errors } = await run();
    expect(code).toBe(2);
    expect(errors).toMatch(/^Usage: npm run sample-db/);
  });
});
