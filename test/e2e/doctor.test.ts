import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/command.js';
import { createSystem } from '../support/system.js';

describe('sourcesense doctor <connection>', () => {
  it('says of every capability whether it is there, what a run leaves out and the grant, with no worker running', async () => {
    await using system = await createSystem(18);
    const role = `reader_${randomBytes(4).toString('hex')}`;
    await system.onSource(
      `CREATE TABLE orders (id serial); CREATE ROLE ${role} LOGIN PASSWORD 'a password'; GRANT pg_read_all_settings TO ${role}`,
    );
    const url = new URL(system.sourceUrl);
    url.username = role;
    url.password = 'a password';
    try {
      const { exitCode, stdout, stderr } = await runCommand(['doctor', url.href], system.environment);
      expect([exitCode, stderr]).toEqual([2, '']);
      expect(stdout).toMatch(new RegExp(`^PostgreSQL 18.*, database source_\\w+, role ${role}\n`));
      expect(stdout).toMatch(/\n {2}available {2}table +1\n/);
      expect(stdout).toMatch(/\n {2}missing {4}sequence_values +The role may not read 1 of 1 sequences\.\n/);
      expect(stdout).toContain(
        `sequence_values is missing. Left out: The last values of these sequences; the sequences themselves are extracted.\n` +
          `  GRANT SELECT ON SEQUENCE public.orders_id_seq TO ${role};\n  or:\n`,
      );
    } finally {
      await system.onSource(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  it('ends with exit code 1 and one sentence when the source can not be reached, and 64 when there is none', async () => {
    await using system = await createSystem(18);
    const url = new URL(system.sourceUrl);
    url.port = '1';
    const unreachable = await runCommand(['doctor', url.href], system.environment);
    expect([unreachable.exitCode, unreachable.stdout]).toEqual([1, '']);
    expect(unreachable.stderr).toMatch(/^PostgreSQL can't be reached at 127\.0\.0\.1:1: .*\n$/);

    const unknown = await runCommand(['doctor', 'sorce'], system.environment);
    expect([unknown.exitCode, unknown.stderr]).toEqual([64, expect.stringMatching(/no connection "sorce"/)]);
    const noSource = await runCommand(['doctor', '--role-script'], system.environment);
    expect([noSource.exitCode, noSource.stderr]).toEqual([64, expect.stringMatching(/needs the source/)]);
  });
});
