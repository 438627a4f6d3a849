import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readScheduleFile } from '../../client/schedules/read-schedule-file.js';

const KNOWN = {
  configured: ['sales', 'billing'],
  isStored: (id: string) => Promise.resolve(id === 'conn-0123456789ab'),
};

const directory = mkdtempSync(join(tmpdir(), 'sourcesense-schedules-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

async function read(text: string) {
  const file = join(directory, 'schedules.yaml');
  writeFileSync(file, text);
  return readScheduleFile(file, KNOWN);
}

/** The lines of the one error, without its first. */
async function problems(text: string): Promise<string[]> {
  const message = await read(text).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  return message.split('\n- ').slice(1);
}

describe('A file of schedules', () => {
  it('gives the definition of each connection, configured or stored', async () => {
    const wanted = await read(`
schedules:
  sales:
    cron: '0 3 * * *' # at night
    time_zone: Europe/Berlin
  conn-0123456789ab:
    every: 6h
`);
    expect(wanted.map(({ connection }) => connection)).toEqual(['sales', 'conn-0123456789ab']);
    expect(wanted[0]?.definition).toMatchObject({ cron: ['0 3 * * *'], timeZone: 'Europe/Berlin' });
    expect(wanted[1]?.definition.interval).toEqual({ everyMs: 21_600_000, offsetMs: 0 });
  });

  it('is told all that is wrong in it at once, line by line', async () => {
    expect(
      await problems(`schedules:
  sales:
    every: 6h
    jiter: 5m
    filter:
      include_schema: ['/(/']
  bilings:
    cron:
      - 0 3 * * *
      - 0 25 * * *
    time_zone: Berlin
  conn-000000000000:
    every: daily
  billing: nightly
schedule: {}
`),
    ).toEqual([
      'line 4, schedules.sales.jiter: is not a setting: did you mean jitter?',
      expect.stringMatching(/^line 6, schedules\.sales\.filter\.include_schema\.0: /),
      'line 7, schedules.bilings: there is no such connection: did you mean billing?',
      'line 8, schedules.bilings.cron.1: "0 25 * * *" has the hour "25", which is not within 0 to 23',
      'line 11, schedules.bilings.time_zone: "Berlin" is not the IANA name of a time zone. Did you mean Europe/Berlin?',
      'line 12, schedules.conn-000000000000: there is no such connection: there are sales, billing',
      expect.stringMatching(/^line 13, schedules\.conn-000000000000\.every: "daily" is not a duration/),
      'line 14, schedules.billing: must be settings, such as every: 6h',
      'line 15, schedule: is not a section: did you mean schedules',
    ]);
  });

  it.each([
    ['schedules:\n  sales: {every: 1h}\n  sales: {every: 2h}\n', 'line 3, Map keys must be unique'],
    ['schedules:\n  sales: [\n', 'line 3, Flow sequence in block collection must be'],
    ['- sales\n', 'line 1, It has no section "schedules"'],
    ['', 'line 1, It has no section "schedules"'],
  ])('is refused when it is not YAML of that shape: %j', async (text, start) => {
    const [first = ''] = await problems(text);
    expect(first.slice(0, start.length)).toBe(start);
  });

  it('is refused in a sentence when it is not there', async () => {
    await expect(readScheduleFile('/nowhere/schedules.yaml', KNOWN)).rejects.toThrow(
      /^The file \/nowhere\/schedules\.yaml can't be read: ENOENT/,
    );
  });
});
