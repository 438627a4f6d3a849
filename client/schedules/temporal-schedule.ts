import type { ScheduleDescription, ScheduleOptions, ScheduleSpec } from '@temporalio/client';
import type { RetryPolicy } from '@temporalio/common';
import type { ExtractionInput } from '../../contracts/extraction.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE } from '../../contracts/names.js';
import { sourceAttribute } from '../start-run.js';
import { cronOfCalendar } from './cron.js';
import { DEFAULT_RETRY_AFTER_MS, type ScheduleDefinition } from './definition.js';
import { scheduleIdOf } from './identity.js';

const MAX_RETRY_INTERVAL_MS = 3_600_000;

/** What Temporal keeps of a definition. */
export function temporalSchedule(
  connection: string,
  definition: ScheduleDefinition,
): Required<Pick<ScheduleOptions, 'spec' | 'action' | 'policies'>> {
  const { overlap, catchupWindowMs, pauseOnFailure, extraction } = definition;
  return {
    spec: specOf(definition),
    policies: { overlap, catchupWindow: catchupWindowMs, pauseOnFailure },
    action: {
      type: 'startWorkflow',
      workflowType: EXTRACTION_WORKFLOW,
      workflowId: scheduleIdOf(connection),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ ...extraction, connection } satisfies ExtractionInput],
      typedSearchAttributes: sourceAttribute(connection),
      retry: retryPolicy(definition),
    },
  };
}

/** Attempts of a run are one workflow, under one id: what the first one has read, the next ones find. */
function retryPolicy({ attempts, retryAfterMs }: ScheduleDefinition): RetryPolicy {
  return {
    maximumAttempts: attempts,
    initialInterval: retryAfterMs,
    backoffCoefficient: 2,
    maximumInterval: Math.max(retryAfterMs, MAX_RETRY_INTERVAL_MS),
  };
}

function attemptsOf(retry: RetryPolicy | undefined): Pick<ScheduleDefinition, 'attempts' | 'retryAfterMs'> {
  const attempts = retry?.maximumAttempts ?? 1;
  // Temporal answers in milliseconds, whatever unit was sent.
  const retryAfterMs = attempts === 1 ? DEFAULT_RETRY_AFTER_MS : Number(retry?.initialInterval);
  return { attempts, retryAfterMs };
}

function specOf({ cron, interval, timeZone, jitterMs, startAt, endAt }: ScheduleDefinition): ScheduleSpec {
  return {
    // Temporal keeps numbers only, and as a comment what was written.
    ...(cron.length > 0 && { cronExpressions: cron.map((text) => `${text} # ${text}`), timezone: timeZone }),
    ...(interval !== null && { intervals: [{ every: interval.everyMs, offset: interval.offsetMs }] }),
    ...(jitterMs > 0 && { jitter: jitterMs }),
    ...(startAt !== null && { startAt }),
    ...(endAt !== null && { endAt }),
  };
}

/** The definition that Temporal keeps. */
export function definitionOf({
  spec,
  policies,
  action,
}: Pick<ScheduleDescription, 'spec' | 'policies' | 'action'>): ScheduleDefinition {
  const { filter, full, allowRemovals, partitionSize } = (action.args?.[0] ?? {}) as Partial<ExtractionInput>;
  const extraction = {
    ...(filter !== undefined && { filter }),
    ...(full !== undefined && { full }),
    ...(allowRemovals !== undefined && { allowRemovals }),
    ...(partitionSize !== undefined && { partitionSize }),
  };
  return { ...timesOf(spec), ...policiesOf(policies), ...attemptsOf(action.retry), extraction };
}

type Times = Pick<ScheduleDefinition, 'cron' | 'interval' | 'timeZone' | 'jitterMs' | 'startAt' | 'endAt'>;

/** When a schedule starts runs; also of one in a list. */
export function timesOf(spec: ScheduleDescription['spec'] | undefined): Times {
  const cron = (spec?.calendars ?? []).map(cronOfCalendar);
  const [interval] = spec?.intervals ?? [];
  const timeZone = spec?.timezone ?? '';
  return {
    cron,
    interval:
      interval === undefined || cron.length > 0
        ? null
        : { everyMs: interval.every, offsetMs: interval.offset },
    timeZone: timeZone === '' ? 'UTC' : timeZone,
    jitterMs: spec?.jitter ?? 0,
    startAt: spec?.startAt ?? null,
    endAt: spec?.endAt ?? null,
  };
}

function policiesOf({ overlap, catchupWindow, pauseOnFailure }: ScheduleDescription['policies']) {
  return { overlap: overlap ?? 'SKIP', catchupWindowMs: catchupWindow, pauseOnFailure };
}

/** What somebody else has set that these commands can't say, and that an update would drop. */
export function setElsewhere({
  calendars = [],
  intervals = [],
  skip = [],
}: ScheduleDescription['spec']): string[] {
  const more = intervals.length - (calendars.length > 0 ? 0 : 1);
  return [
    ...(more > 0 ? [`${more} more ${more === 1 ? 'interval' : 'intervals'}`] : []),
    ...(skip.length > 0 ? ['times that are left out'] : []),
  ];
}
