import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, runCommand } from '../support/command.js';
import { engines } from '../support/engines.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

let system: System;

beforeAll(async () => {
  system = await createSystem(18);
}, 60_000);

afterAll(async () => {
  await runCommand(['schedule', 'delete', SOURCE], system.environment);
  await system[Symbol.asyncDispose]();
});

const schedule = (...args: string[]) => runCommand(['schedule', ...args], system.environment);

/** The one object that a command answers with. */
async function answer(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await schedule(...args, '--json');
  const lines = jsonLines(stdout);
  expect(lines).toHaveLength(1);
  return lines[0] ?? {};
}

describe('sourcesense schedule', () => {
  it('tells a schedule from its creation to its end, in words and in JSON', async () => {
    const created = await schedule(
      ...['create', SOURCE, '--cron', '0 3 * * MON-FRI', '--time-zone', 'Europe/Berlin'],
      ...['--pause-on-failure', '--exclude-schema', 'tmp_*', '--remaining', '9'],
    );
    expect(created.stdout).toMatch(
      /^The connection source is now extracted at 03:00 from Monday to Friday in Europe\/Berlin\.\nNext start: 20\S+Z\n$/,
    );
    const shown = await answer('show', SOURCE);
    expect(shown).toMatchObject({
      connection: SOURCE,
      paused: false,
      paused_by_failure: false,
      failures_in_a_row: 0,
      remaining: 9,
      starts: { started: 0, skipped: 0, missed: 0, waiting: 0, dropped: 0 },
      runs: [],
      settings: {
        cron: ['0 3 * * MON-FRI'],
        time_zone: 'Europe/Berlin',
        pause_on_failure: true,
        filter: { exclude_schema: ['tmp_*'] },
      },
    });
    expect(shown['next_starts']).toHaveLength(5);
    const { stdout } = await schedule('show', SOURCE);
    expect(stdout).toContain('EUROPE/BERLIN');
    expect(stdout).toMatch(/20\d\d-\d\d-\d\dT0[12]:00:00\.000Z {2}\w{3} 20\d\d-\d\d-\d\d 03:00:00 GMT\+[12]/);
    expect(stdout).toContain('then the schedule is paused');

    expect(await answer('pause', SOURCE, '--reason', 'the source moves')).toEqual({
      connection: SOURCE,
      paused: true,
      note: 'the source moves',
      changed: true,
    });
    const updated = await answer('update', SOURCE, '--every', '6h', '--offset', '15m', '--no-filter');
    expect(updated).toMatchObject({ paused: true, remaining: 9, settings: { every: '6h', offset: '15m' } });
    expect(updated['settings']).not.toHaveProperty('cron');
    expect(updated['settings']).not.toHaveProperty('filter');
    expect((await schedule('show', SOURCE)).stdout).toMatch(/state +paused: the source moves\n/);
    expect((await schedule('resume', SOURCE)).stdout).toBe('The schedule of source starts runs again.\n');

    const filled = await schedule(
      ...['backfill', SOURCE, '--from', '2026-01-01', '--to', '2026-01-02', '--dry-run'],
    );
    expect(filled.stdout.split('\n')).toEqual([
      ...['00', '06', '12', '18'].map((hour) => `2026-01-01T${hour}:15:00.000Z`),
      '4 due times by SKIP, of which one starts and the others are skipped. Nothing was started.',
      '',
    ]);
    expect(await answer('delete', SOURCE)).toEqual({ connection: SOURCE, deleted: true });
  }, 60_000);

  it('applies a file, after showing what it would do, and nothing the second time', async () => {
    const file = join(engines().directory, 'schedules.yaml');
    writeFileSync(file, `schedules:\n  ${SOURCE}:\n    every: 6h\n    full: true\n`);
    const planned = await schedule('apply', file, '--dry-run');
    expect(planned.stdout).toMatch(
      /^create +source +every 6 h\n[^]*1 to create, .* Nothing was changed\.\n$/,
    );
    expect((await schedule('show', SOURCE)).exitCode).toBe(64);
    const applied = await answer('apply', file);
    expect(applied).toMatchObject({
      dry_run: false,
      create: [{ connection: SOURCE, settings: { every: '6h', full: true } }],
      update: [],
      delete: [],
    });
    expect(await answer('apply', file)).toMatchObject({ create: [], update: [], unchanged: [SOURCE] });
    writeFileSync(file, `schedules:\n  ${SOURCE}:\n    every: 6h\n  sorce:\n    evry: 6h\n`);
    const wrong = await schedule('apply', file);
    expect([wrong.exitCode, wrong.stderr.split('\n').slice(1)]).toEqual([
      64,
      [
        '- line 4, schedules.sorce: needs cron ("0 3 * * *") or every (6h)',
        '- line 4, schedules.sorce: there is no such connection: did you mean source?',
        '- line 5, schedules.sorce.evry: is not a setting: did you mean every?',
        '',
      ],
    ]);
  }, 60_000);

  it.each([
    [
      ['create', 'x', '--cron', '@daily', '--time-zone', 'berlin'],
      /^--time-zone: .*Did you mean Europe\/Berlin\?\n$/,
    ],
    [
      ['create', 'x', '--every', '1h', '--overlap', 'skp', '--jitter', '1'],
      /not valid:\n- --jitter: .*\n- --overlap: .*SKIP\?\n$/,
    ],
    [['create', 'x'], /^A schedule needs cron/],
    [['create', 'x', '--every', '1h', '--remaining', '0'], /whole number from 1, or none/],
    [['update', SOURCE], /^Nothing is to change\. Say what/],
    [['update', 'sorce', '--every', '1h'], /The connection sorce has no schedule\. Did you mean source\?/],
    [['trigger', SOURCE, '--overlap', 'x'], /^--overlap: "x" is no overlap policy/],
    [
      ['backfill', SOURCE, '--from', 'monday', '--to', '2026-01-01'],
      /^--from: "monday" is no time: write a date/,
    ],
    [['apply', '/nowhere.yaml'], /^The file \/nowhere\.yaml can't be read/],
  ])(
    'ends %j with a sentence and the exit code 64',
    async (args, sentence) => {
      const { stderr, exitCode } = await schedule(...args);
      expect(stderr).toMatch(sentence);
      expect(exitCode).toBe(64);
    },
    30_000,
  );
});
