import { z } from 'zod';
import { FILTER_SETTINGS, type ObjectFilter } from '../../contracts/object-filter.js';
import { nearestName } from '../../contracts/nearest-name.js';
import { messageOf } from '../../contracts/failure.js';
import { objectFilterSchema } from '../../filters/config.js';
import { formatDurationText, parseDuration } from '../duration.js';
import { cronProblem, tidyCron } from './cron.js';
import {
  DEFAULT_ATTEMPTS,
  DEFAULT_CATCHUP_WINDOW_MS,
  DEFAULT_OVERLAP,
  DEFAULT_RETRY_AFTER_MS,
  MIN_CATCHUP_WINDOW_MS,
  OVERLAP_POLICIES,
  type OverlapPolicy,
  type ScheduleDefinition,
} from './definition.js';
import { INSTANT_FORMAT, parseInstant } from './instant.js';
import { timeZoneProblem } from './time-zone.js';

/** A definition as people write it, in files and flags: `{ every: '6h', jitter: '10m' }`. */
export interface ScheduleSettings {
  readonly cron?: readonly string[];
  readonly every?: string;
  readonly offset?: string;
  readonly time_zone?: string;
  readonly jitter?: string;
  readonly overlap?: string;
  readonly catchup_window?: string;
  readonly attempts?: number;
  readonly retry_after?: string;
  readonly pause_on_failure?: boolean;
  readonly start_at?: string;
  readonly end_at?: string;
  readonly full?: boolean;
  readonly allow_removals?: boolean;
  readonly partition_size?: number;
  readonly filter?: ObjectFilter;
}

/** Something wrong with settings: where, as a path of keys, and what. */
export interface SettingProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const cron = z.string().transform((text, context) => {
  const problem = cronProblem(text);
  if (problem !== null) context.addIssue(`"${text}" ${problem}`);
  return tidyCron(text);
});

const duration = (leastMs: number) =>
  z.string('must be a duration, such as 90s, 30m, 6h or 1d').transform((text, context) => {
    const durationMs = attempt(() => parseDuration(text), context);
    if (durationMs < leastMs) context.addIssue(`must be at least ${formatDurationText(leastMs)}`);
    return durationMs;
  });

const instant = z.string(`must be ${INSTANT_FORMAT}`).transform((text, context) => {
  const time = parseInstant(text);
  if (time === null) context.addIssue(`"${text}" is no time: write ${INSTANT_FORMAT}`);
  return time ?? new Date(0);
});

const overlap = z.string().transform((text, context): OverlapPolicy => {
  const policy = OVERLAP_POLICIES.find((known) => known === text.toUpperCase().replaceAll('-', '_'));
  if (policy === undefined) context.addIssue(overlapProblem(text));
  return policy ?? DEFAULT_OVERLAP;
});

const timeZone = z.string().superRefine((name, context) => {
  const problem = timeZoneProblem(name);
  if (problem !== null) context.addIssue(problem);
});

const MAX_ATTEMPTS = 20;
/** As many digits as the flag of `extract` takes. */
const MAX_PARTITION_SIZE = 999_999_999;

const wholeNumber = (most: number) => {
  const message = `must be a whole number from 1 to ${most.toLocaleString('en')}`;
  return z.int(message).min(1, message).max(most, message);
};

const settingsSchema = z.strictObject({
  cron: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(cron).min(1))
    .optional(),
  every: duration(1000).optional(),
  offset: duration(1000).optional(),
  time_zone: timeZone.optional(),
  jitter: duration(1000).optional(),
  overlap: overlap.optional(),
  catchup_window: duration(MIN_CATCHUP_WINDOW_MS).optional(),
  attempts: wholeNumber(MAX_ATTEMPTS).optional(),
  retry_after: duration(1000).optional(),
  pause_on_failure: z.boolean().optional(),
  start_at: instant.optional(),
  end_at: instant.optional(),
  full: z.boolean().optional(),
  allow_removals: z.boolean().optional(),
  partition_size: wholeNumber(MAX_PARTITION_SIZE).optional(),
  filter: objectFilterSchema.optional(),
});

type Parsed = z.output<typeof settingsSchema>;

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(settingsSchema.shape) as (keyof ScheduleSettings)[];

/** The definition that settings say, or everything that is wrong with them. */
export function parseSettings(raw: unknown): ScheduleDefinition | readonly SettingProblem[] {
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    return [{ path: [], message: 'must be settings, such as every: 6h' }];
  }
  const parsed = settingsSchema.safeParse(raw ?? {});
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap(problemsOf)),
    ...problemsBetween(raw ?? {}, parsed.data),
  ];
  return parsed.success && problems.length === 0 ? definitionOf(parsed.data) : problems;
}

/** All settings of a definition, defaults included, in one form, so that equal definitions have equal settings. */
export function settingsOf(definition: ScheduleDefinition): ScheduleSettings {
  const { cron: expressions, interval, jitterMs, startAt, endAt, extraction } = definition;
  const { full = false, allowRemovals = false, partitionSize, filter = {} } = extraction;
  const lists = FILTER_SETTINGS.flatMap((name) => (filter[name] === undefined ? [] : [[name, filter[name]]]));
  return {
    ...(expressions.length > 0 && { cron: expressions, time_zone: definition.timeZone }),
    ...(interval !== null && { every: formatDurationText(interval.everyMs) }),
    ...(interval !== null && interval.offsetMs > 0 && { offset: formatDurationText(interval.offsetMs) }),
    ...(jitterMs > 0 && { jitter: formatDurationText(jitterMs) }),
    overlap: definition.overlap,
    catchup_window: formatDurationText(definition.catchupWindowMs),
    attempts: definition.attempts,
    ...(definition.attempts > 1 && { retry_after: formatDurationText(definition.retryAfterMs) }),
    pause_on_failure: definition.pauseOnFailure,
    ...(startAt !== null && { start_at: startAt.toISOString() }),
    ...(endAt !== null && { end_at: endAt.toISOString() }),
    full,
    allow_removals: allowRemovals,
    ...(partitionSize !== undefined && { partition_size: partitionSize }),
    ...(lists.length > 0 && { filter: Object.fromEntries(lists) as ObjectFilter }),
  };
}

function definitionOf(settings: Parsed): ScheduleDefinition {
  const { every, offset = 0, full = false, allow_removals: allowRemovals = false, filter = {} } = settings;
  const { partition_size: partitionSize } = settings;
  return {
    cron: settings.cron ?? [],
    interval: every === undefined ? null : { everyMs: every, offsetMs: offset },
    timeZone: settings.time_zone ?? 'UTC',
    jitterMs: settings.jitter ?? 0,
    overlap: settings.overlap ?? DEFAULT_OVERLAP,
    catchupWindowMs: settings.catchup_window ?? DEFAULT_CATCHUP_WINDOW_MS,
    attempts: settings.attempts ?? DEFAULT_ATTEMPTS,
    retryAfterMs: settings.retry_after ?? DEFAULT_RETRY_AFTER_MS,
    pauseOnFailure: settings.pause_on_failure ?? false,
    startAt: settings.start_at ?? null,
    endAt: settings.end_at ?? null,
    extraction: {
      ...(Object.keys(filter).length > 0 && { filter }),
      ...(full && { full }),
      ...(allowRemovals && { allowRemovals }),
      ...(partitionSize !== undefined && { partitionSize }),
    },
  };
}

/** What no setting is wrong with by itself. */
function problemsBetween(raw: ScheduleSettings, parsed: Parsed | undefined): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const refuse = (name: keyof ScheduleSettings, message: string) => problems.push({ path: [name], message });
  const has = (name: keyof ScheduleSettings) => raw[name] !== undefined;
  if (has('cron') && has('every')) refuse('every', 'goes without cron: give one of them');
  if (!has('cron') && !has('every')) {
    problems.push({ path: [], message: 'needs cron ("0 3 * * *") or every (6h)' });
  }
  if (has('offset') && !has('every')) refuse('offset', 'belongs to every');
  if (has('time_zone') && !has('cron'))
    refuse('time_zone', 'belongs to cron: intervals count from 1970 in UTC');
  const { every, offset, start_at: startAt, end_at: endAt } = parsed ?? {};
  if (every !== undefined && offset !== undefined && offset >= every) {
    refuse('offset', 'must be shorter than every');
  }
  if (startAt !== undefined && endAt !== undefined && startAt >= endAt) {
    refuse('end_at', 'must be later than start_at');
  }
  return problems;
}

function problemsOf(issue: z.core.$ZodIssue): SettingProblem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => {
    const known = issue.path[0] === 'filter' ? FILTER_SETTINGS : SETTING_NAMES;
    const nearest = nearestName(key, known);
    const hint = nearest === null ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`;
    return { path: [...issue.path, key], message: `is not a setting: ${hint}` };
  });
}

function attempt(parse: () => number, context: z.core.$RefinementCtx): number {
  try {
    return parse();
  } catch (error) {
    context.addIssue(messageOf(error));
    return Number.MAX_SAFE_INTEGER;
  }
}

function overlapProblem(text: string): string {
  const nearest = nearestName(text, OVERLAP_POLICIES);
  const hint = nearest === null ? `write one of ${OVERLAP_POLICIES.join(', ')}` : `did you mean ${nearest}?`;
  return `"${text}" is no overlap policy: ${hint}`;
}
