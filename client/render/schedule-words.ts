import type { ScheduleDefinition } from '../schedules/definition.js';

type Times = Pick<ScheduleDefinition, 'cron' | 'interval' | 'timeZone' | 'jitterMs' | 'startAt' | 'endAt'>;

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** When runs start, as a phrase: `at 03:00 every day in Europe/Berlin, up to 10 min later`. */
export function timesInWords(times: Times): string {
  const { cron, interval, timeZone, jitterMs, startAt, endAt } = times;
  const parts = [
    ...(cron.length > 0 ? [`${cron.map(cronInWords).join('; and ')} in ${timeZone}`] : []),
    ...(interval === null ? [] : [intervalInWords(interval)]),
  ];
  const base = parts.length === 0 ? 'never' : parts.join('; and ');
  const bounds = [
    ...(jitterMs > 0 ? [`up to ${durationInWords(jitterMs)} later`] : []),
    ...(startAt === null ? [] : [`from ${startAt.toISOString()}`]),
    ...(endAt === null ? [] : [`until ${endAt.toISOString()}`]),
  ];
  return [base, ...bounds].join(', ');
}

function intervalInWords({ everyMs, offsetMs }: { everyMs: number; offsetMs: number }): string {
  const offset = offsetMs > 0 ? `, ${durationInWords(offsetMs)} after its multiples` : '';
  return `every ${durationInWords(everyMs)}${offset}`;
}

/** The common shapes of cron in words, all others as they are. */
export function cronInWords(expression: string): string {
  const [minute = '', hour = '', day, month, weekday = '', ...more] = expression.split(' ');
  if (day !== '*' || month !== '*' || more.length > 0) return `by cron "${expression}"`;
  const days = weekdaysInWords(weekday);
  const [, minutes] = /^\*\/(\d+)$/.exec(minute) ?? [];
  if (minutes !== undefined && hour === '*' && 60 % Number(minutes) === 0 && weekday === '*') {
    return `every ${minutes} min`;
  }
  if (!/^\d+$/.test(minute) || days === null) return `by cron "${expression}"`;
  if (hour === '*' && weekday === '*') return `every hour at minute ${minute}`;
  if (!/^\d+(,\d+)*$/.test(hour)) return `by cron "${expression}"`;
  const clock = hour.split(',').map((text) => `${text.padStart(2, '0')}:${minute.padStart(2, '0')}`);
  return `at ${clock.join(', ')} ${days}`;
}

function weekdaysInWords(field: string): string | null {
  if (field === '*') return 'every day';
  const names = field.split(/[-,]/).map((text) => {
    const ofNumber = /^[0-7]$/.test(text) ? WEEKDAYS[Number(text) % 7] : undefined;
    const isPrefix = text.length >= 2 && /^[a-z]+$/i.test(text);
    const startsSo = (name: string) => name.toLowerCase().startsWith(text.toLowerCase());
    return ofNumber ?? (isPrefix ? WEEKDAYS.find(startsSo) : undefined);
  });
  if (names.some((name) => name === undefined) || (field.includes('-') && field.includes(','))) return null;
  return field.includes('-') ? `from ${names.join(' to ')}` : `on ${names.join(', ')}`;
}

const UNITS = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `6 h`, `1 day`, `90 s`: the largest unit that leaves no rest. */
export function durationInWords(durationMs: number): string {
  const [unit, unitMs] = UNITS.find(([, ms]) => durationMs % ms === 0) ?? ['s', 1000];
  const amount = Math.round(durationMs / unitMs);
  return `${amount} ${unit === 'day' && amount !== 1 ? 'days' : unit}`;
}
