import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { LockHolder } from '../support/lock-holder.js';
import { createSystem, type System } from '../support/system.js';

interface Change {
  readonly change: string;
  readonly kind: string;
  readonly name: string;
  readonly reason: string;
  readonly includes: Readonly<Record<string, number>>;
}

async function diff(system: System, ...args: string[]): Promise<readonly Change[]> {
  const { stdout } = await runCommand(['diff', 'source', ...args, '--json'], system.environment);
  return jsonLines(stdout)[0]?.['changes'] as Change[];
}

const run = async (system: System, input = {}) => (await system.start(input)).result();
const SCHEMAS = `
  CREATE SCHEMA kept; CREATE TABLE kept.t (id int PRIMARY KEY, note text DEFAULT 'x' CHECK (note <> ''));
  CREATE SCHEMA hidden; CREATE TABLE hidden.t (id int PRIMARY KEY); CREATE FUNCTION hidden.f() RETURNS int LANGUAGE sql AS 'SELECT 1';`;

describe('diff reports nothing removed', () => {
  it('of what a narrower filter leaves out, nor added when it is widened again', async () => {
    await using system = await createSystem(18);
    await system.onSource(SCHEMAS);
    await system.startWorker();
    await run(system);
    await run(system, { filter: { exclude_schema: ['hidden'] } });
    const narrowed = await diff(system);
    expect(narrowed.map(({ change, kind, name }) => `${change} ${kind} ${name}`)).toEqual([
      'unknown schema hidden',
    ]);
    expect(narrowed[0]).toMatchObject({
      reason: 'The filter of the later run leaves it out (exclude_schema hidden).',
      includes: { table: 1, routine: 1, column: 1 },
    });
    await system.onSource('DROP TABLE kept.t');
    await run(system);
    expect((await diff(system)).map(({ change, name }) => `${change} ${name}`)).toEqual([
      'removed kept.t',
      'unknown hidden',
    ]);
  }, 120_000);

  it('of what a revoked grant hides', async () => {
    await using system = await createSystem(18);
    const role = `reader_${randomUUID().slice(0, 8)}`;
    await system.onSource(`
      ${SCHEMAS} INSERT INTO kept.t SELECT g, g::text FROM generate_series(1, 100) g; ANALYZE kept.t;
      CREATE ROLE ${role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA kept TO ${role};
      GRANT SELECT ON kept.t TO ${role}; GRANT pg_read_all_settings TO ${role}`);
    const url = new URL(system.sourceUrl);
    url.username = role;
    url.password = 'secret';
    await using limited = await createSystem(18, { SOURCESENSE_CONNECTIONS_SOURCE_URL: url.href });
    await limited.startWorker();
    await run(limited);
    await system.onSource(`REVOKE SELECT ON kept.t FROM ${role}; REVOKE pg_read_all_settings FROM ${role}`);
    await run(limited);
    const changes = await diff(limited, '--statistics');
    // What was revoked is gone; what it showed is not.
    const removed = changes.filter(({ change }) => change === 'removed');
    expect(removed.map(({ kind }) => kind)).toEqual(['role_membership']);
    const unknown = changes.filter(({ change }) => change === 'unknown');
    expect(new Set(unknown.map(({ kind }) => kind))).toEqual(
      new Set(['server_setting', 'column_statistics']),
    );
    expect(unknown[0]?.reason).toMatch(/^the later run was denied \d+ objects of kind /);
    await system.onSource(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }, 120_000);

  it('of what a locked table keeps from being read: those attributes are unknown', async () => {
    await using system = await createSystem(18);
    await system.onSource(SCHEMAS);
    await system.startWorker();
    await run(system);
    await using lock = new LockHolder(system.sourceUrl);
    await lock.lock('kept.t');
    // What the source says is unchanged is not read, and so is not missed.
    await run(system);
    expect(await diff(system)).toEqual([]);
    await run(system, { full: true });
    const changes = await diff(system);
    expect(new Set(changes.map(({ change }) => change))).toEqual(new Set(['unknown']));
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter(({ name }) => !name.startsWith('kept.t'))).toEqual([]);
    expect(changes.filter(({ reason }) => !reason.startsWith('One of the runs could not read '))).toEqual([]);
  }, 120_000);

  it('of a run that died half-way: it is not compared, and the next one is with the last that was published', async () => {
    await using system = await createSystem(18);
    await system.onSource(SCHEMAS);
    await system.startWorker();
    await run(system);
    const lock = new LockHolder(system.sourceUrl);
    await lock.lock('pg_class');
    const dying = await system.start();
    while ((await system.catalog.getRun(dying.workflowId)) === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await dying.terminate('A test.');
    await lock[Symbol.asyncDispose]();
    const { exitCode, stderr } = await runCommand(['diff', dying.workflowId], system.environment);
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('is not published (running)')]);
    await system.onSource('CREATE TABLE kept.more (id int)');
    await run(system);
    expect((await diff(system)).map(({ change, name }) => `${change} ${name}`)).toEqual(['added kept.more']);
  }, 120_000);
});
