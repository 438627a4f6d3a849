import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { createSystem, type RunningWorker, type System } from '../support/system.js';

const HOLDING = { SOURCESENSE_PUBLICATION_MAX_REMOVED_PERCENT: '20' };
const TABLES = Array.from({ length: 10 }, (_, index) => `CREATE TABLE s.t${index} (a int, b int);`);
const DROPS = Array.from({ length: 6 }, (_, index) => `DROP TABLE s.t${index};`).join('\n');

let system: System;
let worker: RunningWorker;

beforeAll(async () => {
  system = await createSystem(18, HOLDING);
  worker = await system.startWorker();
}, 60_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

const command = (...args: string[]) => runCommand(args, system.environment);
const lastLine = (stdout: string) => jsonLines(stdout).at(-1) ?? {};

/** Fills the source, extracts it, drops most of it, and extracts it again: the run that is held back. */
async function heldRun(): Promise<Record<string, unknown> & { runId: string }> {
  await system.onSource(`DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s; ${TABLES.join('\n')}`);
  expect((await command('extract', 'source', '--allow-removals')).exitCode).toBe(0);
  await system.onSource(DROPS);
  const { exitCode, stdout } = await command('extract', 'source', '--json');
  expect(exitCode).toBe(5);
  const finished = lastLine(stdout);
  return { ...finished, runId: String(finished['run_id']) };
}

async function currentTables(): Promise<number> {
  return (await system.queryCatalog('SELECT 1 FROM catalog.tables')).length;
}

async function status(runId: string): Promise<Record<string, unknown>> {
  return lastLine((await command('status', runId, '--json')).stdout);
}

describe('A run that would remove much', () => {
  it('is held back and shown as such, and confirmed it is published without reading anything again', async () => {
    const { runId, ...finished } = await heldRun();
    expect(finished).toMatchObject({ event: 'finished', outcome: 'held', category: 'held' });
    expect(finished['message']).toMatch(
      /^Run \S+ is held back: it would remove 18 of 32 objects \(56\.3 %, more than 20 %\): 12 columns, 6 tables\. The catalog is unchanged\. /,
    );
    const inWords = `To publish it: \`sourcesense confirm ${runId}\`. To drop it: \`sourcesense cancel ${runId}\`. It waits until `;
    expect(finished['message']).toContain(inWords);
    expect(await currentTables()).toBe(10);

    expect(await status(runId)).toMatchObject({ outcome: 'held', message: finished['message'] });
    await expectListed(runId, 'held');

    const confirmed = await command('confirm', runId, '--json');
    expect([confirmed.exitCode, jsonLines(confirmed.stdout)]).toEqual([
      0,
      [{ run_id: runId, outcome: 'completed' }],
    ]);
    expect(await currentTables()).toBe(4);
    const again = await command('confirm', runId);
    expect([again.exitCode, again.stderr]).toEqual([
      64,
      expect.stringContaining('is not held back: completed'),
    ]);
    const unknown = await command('confirm', 'extract/source/never');
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      64,
      expect.stringContaining('There is no run extract/source/never.'),
    ]);
  }, 120_000);

  it('leaves nothing in the catalog when it is cancelled', async () => {
    const { runId } = await heldRun();
    expect((await command('cancel', runId)).exitCode).toBe(0);
    expect(await currentTables()).toBe(10);
    const [left] = await system.queryCatalog<{ status: string; steps: string; versions: string }>(
      `SELECT r.status, (SELECT count(*) FROM catalog.landing_step s WHERE s.run_number = r.run_number) AS steps,
              (SELECT count(*) FROM catalog.table_version v WHERE v.valid_from_run = r.run_number
                 OR v.valid_to_run = r.run_number) AS versions
       FROM catalog.run r WHERE run_id = $1`,
      [runId],
    );
    expect(left).toEqual({ status: 'cancelled', steps: '0', versions: '0' });
  }, 120_000);

  it('is published at once when removals are allowed, which ends the run that was held back', async () => {
    const { runId } = await heldRun();
    expect((await command('extract', 'source', '--allow-removals')).exitCode).toBe(0);
    expect(await currentTables()).toBe(4);
    for (let attempt = 0; (await status(runId))['outcome'] !== 'failed' && attempt < 20; attempt++);
    expect(await status(runId)).toMatchObject({
      outcome: 'failed',
      category: 'fenced',
      message: expect.stringMatching(
        /can't be published: extract\/source\/\S+ of the same source was published/,
      ),
    });
  }, 120_000);

  it('stays held back when the worker is killed, says so without one, and is confirmed with the next', async () => {
    const { runId } = await heldRun();
    await worker.kill('SIGKILL');
    const alone = await command('status', runId);
    expect(alone.stdout).toMatch(/outcome {2}held\n/);
    expect(alone.stdout).toContain('no worker answers; start one: sourcesense worker');
    worker = await system.startWorker();
    const confirmed = await command('confirm', runId);
    expect([confirmed.exitCode, confirmed.stdout]).toEqual([0, expect.stringContaining('It is published')]);
    expect(await currentTables()).toBe(4);
  }, 120_000);

  it('keeps its schedule from starting others, which the list of schedules and a trigger say', async () => {
    await system.onSource(`DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s; ${TABLES.join('\n')}`);
    expect((await command('extract', 'source', '--allow-removals')).exitCode).toBe(0);
    await system.onSource(DROPS);
    expect((await command('schedule', 'create', 'source', '--every', '30d')).exitCode).toBe(0);
    expect((await command('schedule', 'trigger', 'source')).exitCode).toBe(0);
    let heldRunId = '';
    for (let attempt = 0; heldRunId === '' && attempt < 30; attempt++) {
      const { stdout } = await command('schedule', 'list', '--json');
      const [schedule] = lastLine(stdout)['schedules'] as { held_run: string | null }[];
      heldRunId = schedule?.held_run ?? '';
    }
    expect((await command('schedule', 'list')).stdout).toContain(`waits: ${heldRunId} is held back`);
    const trigger = await command('schedule', 'trigger', 'source');
    expect([trigger.exitCode, trigger.stderr]).toEqual([
      64,
      expect.stringContaining(`starts no run while ${heldRunId} is held back`),
    ]);
    expect((await command('cancel', heldRunId)).exitCode).toBe(0);
    expect((await command('schedule', 'delete', 'source')).exitCode).toBe(0);
  }, 120_000);
});

describe('A source that suddenly looks empty', () => {
  it('is held back when the connection leads to another database, and removes nothing when a grant is revoked', async () => {
    await using full = await createSystem(18, HOLDING);
    const role = `reader_${randomUUID().slice(0, 8)}`;
    await full.onSource(`
      CREATE SCHEMA s; ${TABLES.join('\n')}; CREATE ROLE ${role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA s TO ${role};`);
    const url = new URL(full.sourceUrl);
    url.username = role;
    url.password = 'secret';
    const sameCatalog = { ...HOLDING, SOURCESENSE_CATALOG_URL: full.catalogUrl };
    await worker.kill('SIGTERM');
    const first = await full.startWorker();
    expect((await runCommand(['extract', 'source'], full.environment)).exitCode).toBe(0);
    await first.kill('SIGTERM');

    await using empty = await createSystem(18, sameCatalog);
    const second = await empty.startWorker();
    const held = await runCommand(['extract', 'source', '--json'], empty.environment);
    expect([held.exitCode, lastLine(held.stdout)['message']]).toEqual([
      5,
      expect.stringMatching(/would remove .*: 20 columns, 10 tables/),
    ]);
    await second.kill('SIGTERM');

    await full.onSource('REVOKE SELECT ON pg_class FROM PUBLIC');
    await using limited = await createSystem(18, {
      ...sameCatalog,
      SOURCESENSE_CONNECTIONS_SOURCE_URL: url.href,
    });
    await limited.startWorker();
    const denied = await runCommand(['extract', 'source', '--json'], limited.environment);
    expect([denied.exitCode, lastLine(denied.stdout)['category']]).toEqual([1, 'permission']);
    expect(await full.queryCatalog("SELECT 1 FROM catalog.columns WHERE schema_name = 's'")).toHaveLength(20);
    await full.onSource(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }, 180_000);
});

/** Lists are eventually consistent. */
async function expectListed(runId: string, outcome: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { stdout } = await command('list', '--json');
    const runs = jsonLines(stdout)[0]?.['runs'] as { run_id: string; outcome: string }[];
    const listed = runs.find((run) => run.run_id === runId);
    if (listed?.outcome === outcome) return;
    if (attempt === 10) expect(listed).toMatchObject({ outcome });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
