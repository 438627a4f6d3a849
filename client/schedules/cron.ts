import type { CalendarSpecDescription } from '@temporalio/client';

interface Field {
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  /** Words that stand for numbers from `lowest`, by a prefix of at least `shortest` letters. */
  readonly words?: readonly string[];
  readonly shortest?: number;
}

const MONTHS = 'january february march april may june july august september october november december';
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday';

const SECOND: Field = { name: 'second', lowest: 0, highest: 59 };
const FIVE: readonly Field[] = [
  { name: 'minute', lowest: 0, highest: 59 },
  { name: 'hour', lowest: 0, highest: 23 },
  { name: 'day of the month', lowest: 1, highest: 31 },
  { name: 'month', lowest: 1, highest: 12, words: MONTHS.split(' '), shortest: 3 },
  { name: 'day of the week', lowest: 0, highest: 7, words: WEEKDAYS.split(' '), shortest: 2 },
];
const YEAR: Field = { name: 'year', lowest: 2000, highest: 2100 };

/** What Temporal takes besides fields; https://docs.temporal.io/cron-job. */
const SHORTHANDS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** Temporal keeps an expression as a comment of 200 characters at most. */
const MAX_LENGTH = 150;

/** The expression with single spaces, so that it compares. */
export function tidyCron(expression: string): string {
  return expression.trim().replaceAll(/\s+/g, ' ');
}

/** What is wrong with a cron expression by Temporal's rules, as the rest of a sentence; null when nothing is. */
export function cronProblem(expression: string): string | null {
  const text = tidyCron(expression);
  if (text.length > MAX_LENGTH) return `has more than ${MAX_LENGTH} characters`;
  if (SHORTHANDS.includes(text)) return null;
  if (text.startsWith('@every')) return 'is an interval: give it as "every"';
  if (/^(CRON_)?TZ=/.test(text)) return 'holds a time zone: give it as "time_zone"';
  if (text.includes('#')) return 'holds a comment';
  if (text.startsWith('@')) return `is none of ${SHORTHANDS.join(', ')}`;
  const fields = fieldsOf(text.split(' ').length);
  if (fields === null) return 'has not five fields: minute, hour, day of the month, month, day of the week';
  for (const [index, part] of text.split(' ').entries()) {
    const field = fields[index];
    if (field !== undefined && !part.split(',').every((range) => isRange(range, field))) {
      return `has the ${field.name} "${part}", which is not within ${field.lowest} to ${field.highest}`;
    }
  }
  return null;
}

function fieldsOf(count: number): readonly Field[] | null {
  if (count === 5) return FIVE;
  if (count === 6) return [...FIVE, YEAR];
  return count === 7 ? [SECOND, ...FIVE, YEAR] : null;
}

/** `*`, `5`, `1-5`, and any of them with a step: a star, a slash and 15. */
function isRange(text: string, field: Field): boolean {
  const [, from = '', to, step] = /^([^/-]+)(?:-([^/-]+))?(?:\/([1-9]\d{0,4}))?$/.exec(text) ?? [];
  if (from === '*') return to === undefined;
  const first = valueOf(from, field);
  const last = to === undefined ? first : valueOf(to, field);
  return first !== null && last !== null && first <= last && (step === undefined || Number(step) > 0);
}

function valueOf(text: string, { lowest, highest, words = [], shortest = 1 }: Field): number | null {
  const word = words.findIndex((name) => text.length >= shortest && name.startsWith(text.toLowerCase()));
  const value = word >= 0 ? lowest + word : /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return value >= lowest && value <= highest ? value : null;
}

/** A calendar of Temporal's as a cron expression: as it was written, or else made of the numbers. */
export function cronOfCalendar(calendar: CalendarSpecDescription): string {
  const { comment } = calendar;
  if (comment !== undefined && comment !== '' && cronProblem(comment) === null) return comment;
  const named = (names: string) => (name: string) => names.split(' ').indexOf(name.toLowerCase());
  const number = (value: number) => value;
  const month = (name: string) => named(MONTHS)(name) + 1;
  const five = [
    rangesText(calendar.minute, number, 60),
    rangesText(calendar.hour, number, 24),
    rangesText(calendar.dayOfMonth, number, 31),
    rangesText(calendar.month, month, 12),
    rangesText(calendar.dayOfWeek, named(WEEKDAYS), 7),
  ];
  const second = rangesText(calendar.second, number, 60);
  const year = rangesText(calendar.year, number, Infinity);
  if (second !== '0') return [second, ...five, year].join(' ');
  return year === '*' ? five.join(' ') : [...five, year].join(' ');
}

interface Range<Unit> {
  readonly start: Unit;
  readonly end: Unit;
  readonly step: number;
}

function rangesText<Unit>(
  ranges: readonly Range<Unit>[],
  numberOf: (unit: Unit) => number,
  size: number,
): string {
  if (ranges.length === 0) return '*';
  return ranges
    .map(({ start, end, step }) => {
      const [first, last] = [numberOf(start), numberOf(end)];
      const span = last - first + 1 >= size ? '*' : first === last ? `${first}` : `${first}-${last}`;
      return step > 1 ? `${span}/${step}` : span;
    })
    .join(',');
}
