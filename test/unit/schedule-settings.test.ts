import { describe, expect, it } from '@jest/globals';
import { cronInWords, timesInWords } from '../../client/render/schedule-words.js';
import { cronOfCalendar, cronProblem } from '../../client/schedules/cron.js';
import { parseSettings, type SettingProblem, settingsOf } from '../../client/schedules/settings.js';

function problems(raw: unknown): string[] {
  const parsed = parseSettings(raw);
  return Array.isArray(parsed)
    ? (parsed as SettingProblem[]).map(({ path, message }) => `${path.join('.')}: ${message}`)
    : [];
}

function definition(raw: unknown) {
  const parsed = parseSettings(raw);
  if (!('cron' in parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
}

describe('The settings of a schedule', () => {
  it('are told all that is wrong with them at once, with the nearest name', () => {
    expect(
      problems({
        cron: ['0 3 * * *', '0 25 * * *'],
        time_zone: 'berlin',
        jitter: '5x',
        overlap: 'skipp',
        catchup_window: '2s',
        start_at: '2026-01-01T03:00',
        partition_size: 0,
        ful: true,
        filter: { include_schemas: ['a'] },
      }),
    ).toEqual([
      'cron.1: "0 25 * * *" has the hour "25", which is not within 0 to 23',
      'time_zone: "berlin" is not the IANA name of a time zone. Did you mean Europe/Berlin?',
      expect.stringMatching(/^jitter: "5x" is not a duration/),
      'overlap: "skipp" is no overlap policy: did you mean SKIP?',
      'catchup_window: must be at least 10s',
      expect.stringMatching(/^start_at: "2026-01-01T03:00" is no time: write .*with its zone/),
      'partition_size: must be a whole number from 1 to 999,999,999',
      'filter.include_schemas: is not a setting: did you mean include_schema?',
      'ful: is not a setting: did you mean full?',
    ]);
  });

  it.each([
    [{}, ': needs cron ("0 3 * * *") or every (6h)'],
    [null, ': needs cron ("0 3 * * *") or every (6h)'],
    [{ cron: '@daily', every: '6h' }, 'every: goes without cron: give one of them'],
    [{ cron: '@daily', offset: '1h' }, 'offset: belongs to every'],
    [{ every: '1h', offset: '1h' }, 'offset: must be shorter than every'],
    [{ every: '1h', time_zone: 'UTC' }, 'time_zone: belongs to cron: intervals count from 1970 in UTC'],
    [{ every: '1h', start_at: '2026-01-02', end_at: '2026-01-01' }, 'end_at: must be later than start_at'],
  ])('are refused where they do not go together: %j', (raw, problem) => {
    expect(problems(raw)).toEqual([problem]);
  });

  it.each([
    { cron: '0  3 * * MON-FRI ', time_zone: 'Europe/Berlin', jitter: '600s' },
    { every: '90m', offset: '30m', overlap: 'buffer-one', pause_on_failure: true, end_at: '2027-01-01' },
    {
      every: '1d',
      full: true,
      allow_removals: true,
      partition_size: 10,
      filter: { include_kind: ['table'] },
    },
  ])('come back in one form, whichever way they were written: %j', (raw) => {
    const settings = settingsOf(definition(raw));
    expect(definition(settings)).toEqual(definition(raw));
    expect(settingsOf(definition(settings))).toEqual(settings);
  });

  it('have the defaults that the documentation names', () => {
    expect(settingsOf(definition({ cron: '0 3 * * *' }))).toEqual({
      cron: ['0 3 * * *'],
      time_zone: 'UTC',
      overlap: 'SKIP',
      catchup_window: '1h',
      attempts: 3,
      retry_after: '5m',
      pause_on_failure: false,
      full: false,
      allow_removals: false,
    });
  });
});

describe('A time zone', () => {
  it.each(['Europe/Berlin', 'UTC', 'US/Pacific', 'Asia/Kolkata', 'Asia/Calcutta'])('may be %s', (name) => {
    expect(problems({ cron: '@daily', time_zone: name })).toEqual([]);
  });

  it.each([
    ['Europe/Berln', 'Did you mean Europe/Berlin?'],
    ['europe/berlin', 'Did you mean Europe/Berlin?'],
    ['New York', 'Did you mean America/New_York?'],
    ['+01:00', 'such as Europe/Berlin'],
  ])('may not be %s', (name, hint) => {
    expect(problems({ cron: '@daily', time_zone: name })).toEqual([expect.stringContaining(hint)]);
  });
});

describe('A cron expression', () => {
  it.each([
    '*/15 * * * *',
    '0 0 1,15 * mon-fri',
    '0 3 * jan-mar/2 sunday',
    '0 0 3 * * * 2027',
    '@weekly',
    '5/10 8-18/2 * * 7',
  ])('may be %s', (expression) => {
    expect(cronProblem(expression)).toBeNull();
  });

  it.each([
    '',
    'often',
    '60 * * * *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    '0 3 ? * *',
    '@every 6h',
    '@often',
    'TZ=UTC 0 3 * * *',
    '0 3 * * * # x',
    '0 3 * * m',
  ])('may not be "%s"', (expression) => {
    expect(cronProblem(expression)).not.toBeNull();
  });

  it('is made of the numbers of a calendar that was made elsewhere', () => {
    const all = (end: number) => [{ start: 0, end, step: 1 }];
    const calendar = {
      second: [{ start: 0, end: 0, step: 1 }],
      minute: [{ start: 0, end: 59, step: 15 }],
      hour: [
        { start: 8, end: 18, step: 2 },
        { start: 3, end: 3, step: 1 },
      ],
      dayOfMonth: [{ start: 1, end: 31, step: 1 }],
      month: [{ start: 'JANUARY' as const, end: 'DECEMBER' as const, step: 1 }],
      year: [],
      dayOfWeek: [{ start: 'MONDAY' as const, end: 'FRIDAY' as const, step: 1 }],
    };
    expect(cronOfCalendar(calendar)).toBe('*/15 8-18/2,3 * * 1-5');
    expect(cronOfCalendar({ ...calendar, comment: 'at night' })).toBe('*/15 8-18/2,3 * * 1-5');
    expect(cronOfCalendar({ ...calendar, comment: '0 3 * * MON' })).toBe('0 3 * * MON');
    expect(cronOfCalendar({ ...calendar, second: all(59) })).toBe('* */15 8-18/2,3 * * 1-5 *');
  });
});

describe('When a schedule starts runs', () => {
  it.each([
    ['0 3 * * *', 'at 03:00 every day'],
    ['30 2,14 * * *', 'at 02:30, 14:30 every day'],
    ['0 3 * * 1-5', 'at 03:00 from Monday to Friday'],
    ['0 3 * * sat,7', 'at 03:00 on Saturday, Sunday'],
    ['*/15 * * * *', 'every 15 min'],
    ['*/7 * * * *', 'by cron "*/7 * * * *"'],
    ['10 * * * *', 'every hour at minute 10'],
    ['0 3 1 * *', 'by cron "0 3 1 * *"'],
  ])('%s is said in words: %s', (expression, words) => {
    expect(cronInWords(expression)).toBe(words);
  });

  it('includes intervals, delays and bounds', () => {
    expect(
      timesInWords(definition({ every: '1d', offset: '3h', jitter: '90s', start_at: '2026-01-01' })),
    ).toBe('every 1 day, 3 h after its multiples, up to 90 s later, from 2026-01-01T00:00:00.000Z');
    expect(timesInWords(definition({ cron: ['0 3 * * *', '0 15 * * 6'] }))).toBe(
      'at 03:00 every day; and at 15:00 on Saturday in UTC',
    );
  });
});
