import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ObjectFilter } from '../../../contracts/object-filter.js';
import { SourceSenseError } from '../../../contracts/failure.js';
import { withFilterOptions } from '../../filter-options.js';
import { repeatable } from '../../repeatable-option.js';
import type { ScheduleDefinition } from '../../schedules/definition.js';
import type { ScheduleSettings, SettingProblem } from '../../schedules/settings.js';

/** What takes a setting away in `update`. */
const NONE = 'none';

/** The options that say a definition; commander's names. */
export interface DefinitionOptions {
  readonly cron: readonly string[];
  readonly every?: string;
  readonly offset?: string;
  readonly timeZone?: string;
  readonly jitter?: string;
  readonly overlap?: string;
  readonly catchupWindow?: string;
  readonly attempts?: string;
  readonly retryAfter?: string;
  readonly pauseOnFailure?: boolean;
  readonly startAt?: string;
  readonly endAt?: string;
  readonly full?: boolean;
  readonly allowRemovals?: boolean;
  readonly partitionSize?: string;
  readonly remaining?: string;
}

/** Adds the options of `create` and `update`. */
export function withDefinitionOptions(command: Command): Command {
  return withFilterOptions(command)
    .addOption(repeatable('--cron <expression>', 'a cron expression, such as "0 3 * * *"; may be repeated'))
    .option('--every <interval>', 'an interval, such as 30m, 6h or 1d, counted from 1970 in UTC')
    .option('--offset <duration>', 'how long after the multiples of the interval, such as 15m')
    .option('--time-zone <name>', 'time zone of cron expressions, such as Europe/Berlin (default: UTC)')
    .option('--jitter <duration>', 'longest random delay of a start, such as 5m')
    .addOption(overlapOption())
    .option('--catchup-window <duration>', 'for how long a missed start is made up for (default: 1h)')
    .option('--attempts <number>', 'times a run is tried whose failure may pass (default: 3)')
    .option(
      '--retry-after <duration>',
      'from the first attempt to the second; doubles, up to 1h (default: 5m)',
    )
    .option('--pause-on-failure', 'pause the schedule when a run fails in all its attempts')
    .option('--no-pause-on-failure', 'go on when a run fails (default)')
    .option('--start-at <time>', 'no start before this time')
    .option('--end-at <time>', 'no start after this time')
    .option('--remaining <runs>', 'how many runs it starts before it rests', runsOrNone)
    .option('--full', 'read all objects in every run, not only those that differ from the run before')
    .option('--no-full', 'read what differs (default)')
    .option('--allow-removals', 'publish however much is gone, rather than hold a run back')
    .option('--no-allow-removals', 'hold runs back that would remove much (default)')
    .option('--partition-size <relations>', 'relations per partition');
}

export function overlapOption(
  description = 'when a start is due while a run goes on (default: SKIP)',
): Option {
  const names = 'SKIP, BUFFER_ONE, BUFFER_ALL, CANCEL_OTHER, TERMINATE_OTHER or ALLOW_ALL';
  return new Option('--overlap <policy>', `${description}: ${names}`);
}

/** What the options say, as settings; those that are `none` are undefined. */
export function settingsGiven(options: DefinitionOptions, filter: ObjectFilter): Record<string, unknown> {
  const { cron } = options;
  const given: Record<keyof ScheduleSettings, unknown> = {
    cron: cron.length > 0 ? cron : undefined,
    every: options.every,
    offset: options.offset,
    time_zone: options.timeZone,
    jitter: options.jitter,
    overlap: options.overlap,
    catchup_window: options.catchupWindow,
    attempts: numberOrNone(options.attempts),
    retry_after: options.retryAfter,
    pause_on_failure: options.pauseOnFailure,
    start_at: options.startAt,
    end_at: options.endAt,
    full: options.full,
    allow_removals: options.allowRemovals,
    partition_size: numberOrNone(options.partitionSize),
    filter: Object.keys(filter).length > 0 ? filter : undefined,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value === NONE ? undefined : value]],
    ),
  );
}

function numberOrNone(text: string | undefined): unknown {
  return text === undefined || text === NONE ? text : Number(text);
}

/** What an interval takes the place of, and what cron does. */
const OF_CRON = ['cron', 'time_zone'];
const OF_INTERVAL = ['every', 'offset'];

/** Settings with others in their place: cron for an interval and the other way round, single lists of a filter. */
export function changedSettings(
  before: ScheduleSettings,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const replaced = given['every'] !== undefined ? OF_CRON : given['cron'] !== undefined ? OF_INTERVAL : [];
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !replaced.includes(name)));
  const { filter } = given;
  return { ...kept, ...given, ...(filter !== undefined && { filter: { ...before.filter, ...filter } }) };
}

/** The definition; throws `invalid_input` naming every option that is wrong. */
export function requireDefinition(
  parsed: ScheduleDefinition | readonly SettingProblem[],
): ScheduleDefinition {
  if (!isProblems(parsed)) return parsed;
  const texts = parsed.map(({ path, message }) =>
    path.length === 0 ? `A schedule ${message}` : `${flagOf(path)}: ${message}`,
  );
  const [only = ''] = texts;
  const text =
    texts.length === 1 ? only : `The schedule is not valid:${texts.map((line) => `\n- ${line}`).join('')}`;
  throw new SourceSenseError(
    'invalid_input',
    texts.length === 1 ? `${text.replace(/[.?]$/, '')}${endOf(text)}` : text,
  );
}

function endOf(text: string): string {
  return text.endsWith('?') ? '?' : '.';
}

function isProblems(
  parsed: ScheduleDefinition | readonly SettingProblem[],
): parsed is readonly SettingProblem[] {
  return Array.isArray(parsed);
}

/** `['time_zone']` as `--time-zone`, `['filter', 'include_schema', 0]` as `--include-schema`. */
function flagOf(path: SettingProblem['path']): string {
  const name = path[0] === 'filter' ? path[1] : path[0];
  return `--${String(name).replaceAll('_', '-')}`;
}

/** A number of runs, null for `none`. */
function runsOrNone(text: string): string {
  if (text === NONE || /^[1-9]\d{0,8}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a whole number from 1, or none.');
}

/** How many runs are left to start: undefined when it was not said, null for any number. */
export function remainingOf({ remaining }: DefinitionOptions): number | null | undefined {
  if (remaining === undefined) return undefined;
  return remaining === NONE ? null : Number(remaining);
}
