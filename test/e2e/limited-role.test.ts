import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createSystem } from '../support/system.js';

describe.each([13, 18] as const)('a role without rights on a table of PostgreSQL %i', (major) => {
  it('gets everything but its column statistics, and the run says so', async () => {
    const role = `limited_${randomUUID().slice(0, 8)}`;
    const password = randomUUID();
    await using system = await createSystem(major);
    await system.onSource(`
      CREATE SCHEMA s;
      CREATE TABLE s.secret (id int PRIMARY KEY, name text);
      CREATE TABLE s.open (id int PRIMARY KEY);
      INSERT INTO s.secret SELECT g, g::text FROM generate_series(1, 100) g;
      INSERT INTO s.open SELECT generate_series(1, 100);
      ANALYZE s.secret, s.open;
      CREATE ROLE ${role} LOGIN PASSWORD '${password}';
      GRANT USAGE ON SCHEMA s TO ${role};
      GRANT SELECT ON s.open TO ${role}`);
    const url = new URL(system.sourceUrl);
    url.username = role;
    url.password = password;
    await using limited = await createSystem(major, { SOURCESENSE_CONNECTIONS_SOURCE_URL: url.href });
    await limited.startWorker();
    const result = await (await limited.start()).result();

    expect(result.outcome).toBe('completed_with_gaps');
    const line = (kind: string) => result.ledger.find((entry) => entry.kind === kind);
    expect(line('column_statistics')).toMatchObject({ extracted: 1, denied: 2, difference: 0 });
    expect(line('column')).toMatchObject({ extracted: 3, denied: 0, difference: 0 });
    expect(line('table_constraint')).toMatchObject({ denied: 0, difference: 0 });
    const gaps = await limited.catalog.getGaps(result.runId);
    expect(gaps).toHaveLength(2);
    expect(gaps.find(({ kind }) => kind === 'column_statistics')).toMatchObject({
      objects: 2,
      remedy: expect.stringMatching(/GRANT SELECT/),
    });
    expect(gaps.find(({ kind }) => kind === 'server_setting')?.remedy).toMatch(/pg_read_all_settings/);
    await system.onSource(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }, 60_000);
});
