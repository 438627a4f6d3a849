import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
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

/** Statistics of tables change while anybody reads; what the statistics collector counts is not compared. */
const COUNTED_BY_SERVER = new Set(['sequential_scans', 'index_scans']);

/** Every object of a run, by kind, without what is physical. */
async function objectsByKind(system: System, runId: string): Promise<Record<string, string[]>> {
  const objects: Record<string, string[]> = {};
  for (const kind of ALL_KINDS) {
    const columns = kindDeclaration(kind).columns.filter(({ name }) => !COUNTED_BY_SERVER.has(name));
    const rows: string[] = [];
    for await (const batch of system.catalog.objectsOf<Kind>(runId, kind)) {
      for (const { row } of batch) {
        const values = row as unknown as Record<string, unknown>;
        rows.push(JSON.stringify(columns.map(({ name }) => String(values[name]))));
      }
    }
    objects[kind] = rows.sort();
  }
  return objects;
}

/** A system on the same source database, read as the role that the doctor's script makes. */
async function systemOfScriptedRole(major: PostgresMajor, owner: System, role: string, flags: string[]) {
  const printed = await runCommand(['doctor', SOURCE, '--role-script', role, ...flags], owner.environment);
  expect([printed.exitCode, printed.stderr]).toEqual([0, '']);
  await owner.onSource(`${printed.stdout}; ALTER ROLE "${role}" PASSWORD 'p@ss /w%rd'`);
  const url = new URL(owner.sourceUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent('p@ss /w%rd');
  const system = await createSystem(major, { SOURCESENSE_CONNECTIONS_SOURCE_URL: url.href });
  await system.startWorker();
  return system;
}

describe.each([13, 18] as const)('the role of the printed script on PostgreSQL %i', (major) => {
  const suffix = randomBytes(4).toString('hex');
  const plain = `Plain "role" ${suffix}`.replaceAll('"', "'");
  const full = `full ${suffix}`;

  it('gets whatever a superuser gets, but for what the script says it leaves out', async () => {
    await using owner = await createSystem(major);
    await owner.onSource(SCHEMA);
    await owner.startWorker();
    try {
      const expected = await (await owner.start()).result();
      expect(expected.outcome).toBe('completed');
      const all = await objectsByKind(owner, expected.runId);
      expect(all['column_statistics']).toHaveLength(5);

      await using everything = await systemOfScriptedRole(major, owner, full, [
        '--with-column-statistics',
        '--with-all-settings',
      ]);
      // Made after the script was run: covered by default privileges.
      const result = await (await everything.start()).result();
      expect(result.outcome).toBe('completed');
      expect(await objectsByKind(everything, result.runId)).toEqual(all);
      const doctor = await runCommand(['doctor', SOURCE], everything.environment);
      expect([doctor.exitCode, doctor.stdout]).toEqual([
        0,
        expect.stringContaining('A run gets everything.'),
      ]);

      await using limited = await systemOfScriptedRole(major, owner, plain, []);
      const less = await (await limited.start()).result();
      expect(less.outcome).toBe('completed_with_gaps');
      expect(await objectsByKind(limited, less.runId)).toEqual({ ...all, column_statistics: [] });
      const examined = await runCommand(['doctor', SOURCE, '--json'], limited.environment);
      expect(examined.exitCode).toBe(2);
      const [examination] = jsonLines(examined.stdout) as { capabilities: Record<string, unknown>[] }[];
      const lacking = examination?.capabilities.filter(({ availability }) => availability !== 'available');
      expect(lacking?.map(({ name }) => name)).toEqual([
        'column_statistics',
        'statistics',
        'row_security_statistics',
        'settings',
      ]);
    } finally {
      for (const role of [`"${plain}"`, `"${full}"`]) await dropRole(owner, role);
    }
  }, 120_000);
});

async function dropRole(owner: System, role: string): Promise<void> {
  await owner.onSource(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
}
