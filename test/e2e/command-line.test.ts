import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_KINDS } from '../../contracts/kinds/index.js';
import { jsonLines, runCommand, startCommand } from '../support/command.js';
import { engines } from '../support/engines.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

let system: System;

beforeAll(async () => {
  system = await createSystem(18);
  await system.onSource('CREATE TABLE t (id int PRIMARY KEY)');
  await system.startWorker();
}, 60_000);

afterAll(async () => {
  await system[Symbol.asyncDispose]();
});

/** The one object that most commands answer with. */
async function answer(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await runCommand([...args, '--json'], system.environment);
  const lines = jsonLines(stdout);
  expect(lines).toHaveLength(1);
  return lines[0] ?? {};
}

describe('extract --json', () => {
  it('writes JSON only, ends with all that landed, and exits with 0', async () => {
    const { stdout, exitCode } = await runCommand(['extract', SOURCE, '--json'], system.environment);
    const events = jsonLines(stdout);
    expect(events[0]).toMatchObject({ event: 'started', connection: SOURCE });
    expect(events.at(-1)).toMatchObject({
      event: 'finished',
      run_id: events[0]?.['run_id'],
      outcome: 'completed',
      duration_ms: expect.any(Number),
      objects: expect.objectContaining({ table: 1, column: 1 }),
      artifacts: expect.arrayContaining([
        expect.objectContaining({ uri: expect.stringMatching(/^file:.*\/raw\/table\/.*\.parquet$/) }),
      ]),
    });
    expect(exitCode).toBe(0);
  }, 30_000);

  it('says the same afterwards: list, status and results', async () => {
    const { runs } = (await answer('list', '--connection', SOURCE)) as { runs: { run_id: string }[] };
    const run_id = runs[0]?.run_id ?? '';
    expect(runs[0]).toMatchObject({ connection: SOURCE, outcome: 'completed' });
    expect(await answer('status', run_id)).toMatchObject({ run_id, outcome: 'completed' });
    expect(await answer('results', run_id)).toMatchObject({ run_id, outcome: 'completed', gaps: [] });
  }, 30_000);

  it('exports what it landed: SQL, JSON lines and a JSON document', async () => {
    const { runs } = (await answer('list', '--connection', SOURCE)) as { runs: { run_id: string }[] };
    const run = runs[0]?.run_id ?? '';
    const exported = async (...args: string[]) => {
      const { stdout, exitCode } = await runCommand(['export', ...args], system.environment);
      expect(exitCode).toBe(0);
      return stdout;
    };
    expect(await exported('ddl', run)).toContain('ALTER TABLE public.t OWNER TO postgres;');
    expect(await exported('ddl', run, '--no-owner', '--no-privileges')).not.toMatch(/OWNER TO|GRANT|REVOKE/);
    const lines = jsonLines(await exported('json', run, '--all', '--kind', 'table', 'column'));
    expect(lines).toEqual([
      expect.objectContaining({ kind: 'table', table_name: 't', options: null, oid: expect.any(Number) }),
      expect.objectContaining({ kind: 'column', column_name: 'id', parent_id: lines[0]?.['object_id'] }),
    ]);
    const file = join(engines().directory, 'export.json');
    const { stdout } = await runCommand(
      ['export', 'json', run, '--all', '--format', 'document', '--output', file, '--json'],
      system.environment,
    );
    expect(jsonLines(stdout)).toEqual([{ run_id: run, output: file, missing: 0 }]);
    const document = JSON.parse(readFileSync(file, 'utf8')) as {
      run_id: string;
      objects: Record<string, unknown[]>;
    };
    expect(document.run_id).toBe(run);
    expect(Object.keys(document.objects)).toEqual(ALL_KINDS);
    expect(document.objects['table']).toHaveLength(1);
  }, 30_000);

  it('takes a URL, of which only an id goes through Temporal', async () => {
    const { password } = new URL(system.sourceUrl);
    const { stdout } = await runCommand(['extract', system.sourceUrl, '--json'], system.environment);
    const end = jsonLines(stdout).at(-1);
    expect(end).toMatchObject({ outcome: 'completed', connection: expect.stringMatching(/^conn-/) });
    expect(stdout + (await system.history(String(end?.['run_id'])))).not.toContain(password);
    const stored = await system.catalog.connections.get(String(end?.['connection']));
    expect(JSON.stringify(stored)).not.toContain(password);
  }, 30_000);
});

describe('a schedule', () => {
  it('is created once, listed, triggered and deleted', async () => {
    const created = await answer('schedule', 'create', SOURCE, '--every', '6h', '--jitter', '5m');
    expect(created).toMatchObject({ schedule_id: `extract/${SOURCE}`, connection: SOURCE, paused: false });
    const again = await runCommand(['schedule', 'create', SOURCE, '--every', '6h'], system.environment);
    expect(again.stderr).toMatch(/has a schedule already.*schedule update/);
    expect(await scheduled()).toMatchObject({ paused: false, next_start_at: expect.any(String) });

    await answer('schedule', 'trigger', SOURCE);
    await untilTriggered();
    await answer('schedule', 'delete', SOURCE);
    expect(await scheduled()).toBeUndefined();
  }, 60_000);

  async function untilTriggered(): Promise<void> {
    const runs = async () => (await scheduled())?.['recent_runs'] as unknown[];
    while ((await runs()).length === 0) await delay(100);
  }

  async function scheduled(): Promise<Record<string, unknown> | undefined> {
    const { schedules } = (await answer('schedule', 'list')) as { schedules: Record<string, unknown>[] };
    return schedules.find(({ connection }) => connection === SOURCE);
  }
});

describe('a command that can not do its work', () => {
  it('says in under 5 s that Temporal is not there, where it looked and what to do', async () => {
    const environment = { ...system.environment, TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const { stderr, exitCode, durationMs } = await runCommand(['list'], environment);
    expect(stderr.trim()).toMatch(
      /^Temporal can't be reached at 127\.0\.0\.1:1\. Start it .*TEMPORAL_ADDRESS.*\.$/,
    );
    expect(exitCode).toBe(1);
    expect(durationMs).toBeLessThan(5000);
  }, 30_000);

  it.each([
    [['status', 'no-such-run'], /There is no run no-such-run/],
    [['results', 'no-such-run'], /There is no run no-such-run/],
    [['export', 'ddl', 'no-such-run'], /There is no run no-such-run/],
    [['export', 'json', 'run', '--kind', 'tabel'], /no kind of object called tabel/],
    [['schedule', 'delete', 'nobody'], /has no schedule/],
    [['schedule', 'create', 'source', '--cron', 'often'], /--cron: "often" has not five fields/],
    [['extract', 'Not A Name'], /neither the name of a connection nor a URL/],
    [['list', '--set', 'log.levle=debug'], /log\.levle \(flag --set\) is not a setting.*log\.level/],
    [['lsit'], /unknown command 'lsit'/],
  ])(
    'ends %j with one sentence and the exit code 64',
    async (args, sentence) => {
      const { stderr, exitCode } = await runCommand(args, system.environment);
      expect(stderr).toMatch(sentence);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(exitCode).toBe(64);
    },
    30_000,
  );
});

describe('--help', () => {
  it('loads neither Temporal nor PostgreSQL: it is there in half a second', async () => {
    const { stdout, exitCode, durationMs } = await runCommand(['--help'], {});
    expect(stdout).toContain('extract');
    expect(exitCode).toBe(0);
    // About 90 ms on two idle cores; loading everything takes over a second.
    expect(durationMs).toBeLessThan(500);
  });

  it('ends quietly when whoever reads its output has seen enough', async () => {
    const child = startCommand(['config'], system.environment);
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const exitCode = await new Promise((resolve) => child.once('close', resolve));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});
