import { FILTER_SETTINGS } from '../../contracts/object-filter.js';
import type { ScheduleDefinition } from '../schedules/definition.js';
import type { DescribedRun, ScheduleDetails, StartCounts } from '../schedules/describe.js';
import { formatDuration } from './quantities.js';
import { scheduleState } from './schedule-list.js';
import { durationInWords, timesInWords } from './schedule-words.js';
import { textTable } from './text-table.js';

const OVERLAP: Readonly<Record<ScheduleDefinition['overlap'], string>> = {
  SKIP: 'a start is left out while a run goes on',
  BUFFER_ONE: 'one start waits for the run that goes on, further ones are left out',
  BUFFER_ALL: 'starts wait for one another',
  CANCEL_OTHER: 'the run that goes on is cancelled first',
  TERMINATE_OTHER: 'the run that goes on is terminated',
  ALLOW_ALL: 'runs go on at the same time',
};

/** All there is to say of a schedule, as text. */
export function renderSchedule(schedule: ScheduleDetails): string {
  const { connection, definition, setElsewhere, nextStarts, runs, starts, remaining } = schedule;
  const rows = [
    ['schedule', connection],
    ['starts', timesInWords(definition)],
    ['state', scheduleState(schedule)],
    ...(isNoteApart(schedule) ? [['note', schedule.note ?? '']] : []),
    ['overlap', `${definition.overlap}: ${OVERLAP[definition.overlap]}`],
    ['catch-up', `starts missed for up to ${durationInWords(definition.catchupWindowMs)} are made up for`],
    ['on failure', failureInWords(definition)],
    ['extraction', extractionInWords(definition.extraction)],
    ...(setElsewhere.length > 0 ? [['set elsewhere', `${setElsewhere.join(', ')}; an update drops it`]] : []),
    ['so far', countsInWords(starts, remaining)],
  ];
  return [textTable(rows), nextStartsText(schedule, nextStarts), runsText(runs)].join('\n\n');
}

function failureInWords({ attempts, retryAfterMs, pauseOnFailure }: ScheduleDefinition): string {
  const tried =
    attempts === 1
      ? 'a run is tried once'
      : `a run is tried up to ${attempts} times, first again after ${durationInWords(retryAfterMs)}`;
  return `${tried}; then the schedule ${pauseOnFailure ? 'is paused' : 'goes on'}`;
}

/** The state has the reason of a person's pause already. */
function isNoteApart({ paused, pausedByFailure, note }: ScheduleDetails): boolean {
  return note !== null && (!paused || pausedByFailure);
}

/** Options of the runs, or `as configured` where there are none. */
function extractionInWords({
  full,
  allowRemovals,
  partitionSize,
  filter = {},
}: ScheduleDefinition['extraction']): string {
  const lists = FILTER_SETTINGS.flatMap((name) => {
    const patterns = filter[name] ?? [];
    return patterns.length === 0 ? [] : [`${name.replace('_', ' ')} ${patterns.join(', ')}`];
  });
  const options = [
    ...(full === true ? ['everything is read again'] : []),
    ...(allowRemovals === true ? ['published however much is gone'] : []),
    ...(partitionSize === undefined ? [] : [`${partitionSize} relations per partition`]),
    ...lists,
  ];
  return options.length === 0 ? 'as the connection is configured' : options.join('; ');
}

function countsInWords(
  { started, skipped, missed, waiting, dropped }: StartCounts,
  remaining: number | null,
): string {
  return [
    `${started} started`,
    `${skipped} skipped by overlap`,
    `${missed} missed beyond the catch-up window`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(dropped > 0 ? [`${dropped} dropped, since too many were waiting`] : []),
    ...(remaining === null ? [] : [`${remaining} left to start`]),
  ].join(', ');
}

function nextStartsText({ paused, definition }: ScheduleDetails, times: readonly Date[]): string {
  if (times.length === 0) return 'It is not due any more.';
  const head = paused ? 'NEXT DUE, AND NOT STARTED WHILE PAUSED' : 'NEXT STARTS';
  const { cron, timeZone } = definition;
  const isElsewhere = cron.length > 0 && timeZone !== 'UTC';
  return textTable([
    [head, ...(isElsewhere ? [timeZone.toUpperCase()] : [])],
    ...times.map((time) => [time.toISOString(), ...(isElsewhere ? [localTime(time, timeZone)] : [])]),
  ]);
}

/** `Sun 2027-03-28 03:30:00 GMT+2`: the offset tells the two hours apart that have the same name in autumn. */
function localTime(time: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  });
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const clock = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${part('weekday')} ${date} ${clock} ${part('timeZoneName')}`;
}

function runsText(runs: readonly DescribedRun[]): string {
  if (runs.length === 0) return 'No run yet.';
  const table = textTable([
    ['DUE', 'OUTCOME', 'DURATION', 'RUN'],
    ...runs.map(({ scheduledAt, outcome, durationMs, runId }) => [
      scheduledAt.toISOString(),
      outcome,
      durationMs === null ? '' : formatDuration(durationMs),
      runId,
    ]),
  ]);
  const told = runs.find(({ message }) => message !== undefined);
  return told === undefined ? table : `${table}\n\n${told.runId} is ${told.outcome}: ${told.message ?? ''}`;
}
