import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { SourceExamination } from '../../contracts/examination.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

const SCHEMA = `
  CREATE SCHEMA "S x";
  CREATE SCHEMA closed;
  REVOKE ALL ON SCHEMA closed FROM PUBLIC;
  REVOKE EXECUTE ON FUNCTION pg_get_constraintdef(oid) FROM PUBLIC;
  CREATE TYPE closed.mood AS ENUM ('low', 'high');
  CREATE TABLE "S x"."Order" (id serial PRIMARY KEY, mood closed.mood DEFAULT 'low', CHECK (id > 0));
  CREATE TABLE closed.line (id int GENERATED ALWAYS AS IDENTITY, order_id int REFERENCES "S x"."Order");
  CREATE VIEW closed.v AS SELECT l.id, o.mood FROM closed.line l JOIN "S x"."Order" o ON o.id = l.order_id;
  CREATE MATERIALIZED VIEW closed.m AS SELECT * FROM closed.v;
  CREATE TABLE closed.tenant (a int);
  ALTER TABLE closed.tenant ENABLE ROW LEVEL SECURITY;
  INSERT INTO "S x"."Order" SELECT FROM generate_series(1, 100);
  INSERT INTO closed.line (order_id) SELECT id FROM "S x"."Order";
  INSERT INTO closed.tenant SELECT generate_series(1, 100);
  ANALYZE "S x"."Order", closed.line, closed.tenant`;

const PASSWORD = "it's p@ss/w%rd: ü";

/** Workers of several systems share task queues: one at a time. */
async function withWorker<T>(system: System, work: () => Promise<T>): Promise<T> {
  const worker = await system.startWorker();
  try {
    return await work();
  } finally {
    await worker.kill('SIGTERM');
  }
}

/** Has the doctor print a role's script, and runs it on the source. */
async function makeRole(owner: System, role: string, flags: readonly string[]): Promise<void> {
  const printed = await runCommand(['doctor', SOURCE, '--role-script', role, ...flags], owner.environment);
  expect([printed.exitCode, printed.stderr]).toEqual([0, '']);
  await owner.onSource(
    `${printed.stdout}; ALTER ROLE ${pg.escapeIdentifier(role)} PASSWORD ${pg.escapeLiteral(PASSWORD)}`,
  );
}

/** A system that reads the source of another as a role of its own. */
async function systemOf(major: PostgresMajor, owner: System, role: string): Promise<System> {
  const url = new URL(owner.sourceUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(PASSWORD);
  return createSystem(major, { SOURCESENSE_CONNECTIONS_SOURCE_URL: url.href });
}

/** Extracts and examines as the role of the system. */
async function outcomeOf(system: System) {
  const { runId, outcome, ledger } = await withWorker(system, async () => (await system.start()).result());
  const gaps = (await system.catalog.getGaps(runId)).map(({ kind, reason }) => [kind, reason]);
  const digest = await system.catalog.contentDigest(SOURCE);
  const doctor = await runCommand(['doctor', SOURCE, '--json'], system.environment);
  const [examination] = jsonLines(doctor.stdout) as unknown as SourceExamination[];
  const lacking = examination?.capabilities.filter(({ availability }) => availability !== 'available');
  const unbalanced = ledger.filter(({ difference }) => difference !== 0);
  return {
    outcome,
    gaps,
    unbalanced,
    digest,
    exitCode: doctor.exitCode,
    lacking: lacking?.map(({ name }) => name),
  };
}

describe.each([13, 18] as const)('the role of the printed script on PostgreSQL %i', (major) => {
  it('gets whatever a superuser gets, but for what the script says it leaves out', async () => {
    const suffix = randomBytes(4).toString('hex');
    const [plain, full] = [`Plain "role" ${suffix}`, `full ${suffix}`];
    await using owner = await createSystem(major);
    await using plainSystem = await systemOf(major, owner, plain);
    await using fullSystem = await systemOf(major, owner, full);
    await owner.onSource(SCHEMA);
    await makeRole(owner, plain, []);
    await makeRole(owner, full, ['--with-column-statistics', '--with-all-settings']);
    try {
      // Made after the roles: theirs by default privileges.
      await owner.onSource('CREATE TABLE later AS SELECT 1 AS a; CREATE SEQUENCE later_seq; ANALYZE later');
      const superuser = await outcomeOf(owner);
      expect(superuser).toMatchObject({
        gaps: [],
        unbalanced: [],
        outcome: 'completed',
        exitCode: 0,
        lacking: [],
      });
      expect(await outcomeOf(fullSystem)).toEqual(superuser);

      const { digest, gaps, ...rest } = await outcomeOf(plainSystem);
      expect(rest).toEqual({
        unbalanced: [],
        outcome: 'completed_with_gaps',
        exitCode: 2,
        lacking: ['column_statistics', 'server_setting', 'statistics', 'row_security_statistics', 'settings'],
      });
      expect(new Set(gaps.map(([kind]) => kind))).toEqual(new Set(['column_statistics', 'server_setting']));
      const { column_statistics: statistics, server_setting: settings, ...objects } = digest;
      expect(superuser.digest).toMatchObject(objects);
      expect(superuser.digest.column_statistics).not.toBe(statistics);
      expect(superuser.digest.server_setting).not.toBe(settings);
    } finally {
      for (const role of [plain, full].map((name) => pg.escapeIdentifier(name))) {
        await owner.onSource(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
      }
    }
  }, 240_000);
});
