import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
} from '@temporalio/client';
import type { ExtractionInput } from '../contracts/extraction.js';
import { SourceSenseError } from '../contracts/failure.js';
import { parseDuration } from './duration.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE } from '../contracts/names.js';
import { heldRuns, type ListedRun } from './list-runs.js';
import { sourceAttribute, refusedByTemporal, startFailure } from './start-run.js';

/** When a connection is extracted. */
export interface ScheduleTimes {
  /** Cron expressions; any of them starts a run. */
  readonly cron: readonly string[];
  /** An interval such as `6h`, in place of cron. */
  readonly every?: string;
  /** IANA name of the time zone of cron expressions; UTC unless given. */
  readonly timeZone?: string;
  /** Longest random delay of a start, such as `5m`, so that schedules don't all start at once. */
  readonly jitter?: string;
}

/** One schedule, as it is listed. */
export interface ListedSchedule {
  readonly scheduleId: string;
  readonly connection: string;
  readonly paused: boolean;
  /** A run that it started and that is held back: until that is confirmed or cancelled, every start is skipped. */
  readonly heldRun: string | null;
  readonly nextStartAt: Date | null;
  /** Run ids of the latest starts, newest last. */
  readonly recentRuns: readonly string[];
}

const ID_PREFIX = 'extract/';

/** Starts missed for longer than this, while Temporal was down, are left out; the default of a year is a stampede. */
const CATCHUP_WINDOW = '1 hour';

/** A connection has one schedule, of this id. */
export function scheduleIdOf(connection: string): string {
  return ID_PREFIX + connection;
}

/** Creates the schedule of a connection. A start is skipped while the run before it goes on. */
export async function createSchedule(
  client: Client,
  input: ExtractionInput,
  times: ScheduleTimes,
): Promise<string> {
  const { connection } = input;
  const scheduleId = scheduleIdOf(connection);
  try {
    await client.schedule.create({
      scheduleId,
      spec: specOf(times),
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW },
      action: {
        type: 'startWorkflow',
        workflowType: EXTRACTION_WORKFLOW,
        workflowId: scheduleId,
        taskQueue: MAIN_TASK_QUEUE,
        args: [input],
        typedSearchAttributes: sourceAttribute(connection),
      },
    });
  } catch (error) {
    // What the SDK makes of a specification that the server does not understand.
    if (error instanceof TypeError) throw refusedByTemporal(error.message, error);
    if (!(error instanceof ScheduleAlreadyRunning)) throw startFailure(error);
    throw new SourceSenseError('invalid_input', `The connection ${connection} has a schedule already.`, {
      cause: error,
      remedy: `Delete it first: sourcesense schedule delete ${connection}`,
    });
  }
  return scheduleId;
}

/** The schedules of all connections. */
export async function listSchedules(client: Client): Promise<ListedSchedule[]> {
  const held = await heldRuns(client);
  const schedules: ListedSchedule[] = [];
  for await (const { scheduleId, state, info } of client.schedule.list()) {
    if (!scheduleId.startsWith(ID_PREFIX)) continue;
    schedules.push({
      scheduleId,
      connection: scheduleId.slice(ID_PREFIX.length),
      paused: state.paused,
      heldRun: startedBy(scheduleId, held),
      nextStartAt: info.nextActionTimes[0] ?? null,
      recentRuns: info.recentActions.map(({ action }) => action.workflow.workflowId),
    });
  }
  return schedules;
}

/** The first of some runs that a schedule started. */
function startedBy(scheduleId: string, runs: readonly ListedRun[]): string | null {
  const ofConnection = runs.filter(({ connection }) => connection === scheduleId.slice(ID_PREFIX.length));
  return ofConnection.find(({ runId }) => runId.startsWith(`${scheduleId}-`))?.runId ?? null;
}

/** Deletes a connection's schedule; runs it started go on. Throws `invalid_input` when there is none. */
export async function deleteSchedule(client: Client, connection: string): Promise<void> {
  await withSchedule(connection, () => client.schedule.getHandle(scheduleIdOf(connection)).delete());
}

/** Starts a run of a connection's schedule now. Throws `invalid_input` when there is none, or a run of it is held back. */
export async function triggerSchedule(client: Client, connection: string): Promise<void> {
  const scheduleId = scheduleIdOf(connection);
  const held = startedBy(scheduleId, await heldRuns(client));
  if (held !== null) {
    throw new SourceSenseError('invalid_input', `The schedule starts no run while ${held} is held back.`, {
      remedy: `Confirm or cancel that one first; \`sourcesense status ${held}\` says why.`,
    });
  }
  await withSchedule(connection, () => client.schedule.getHandle(scheduleId).trigger());
}

async function withSchedule(connection: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new SourceSenseError('invalid_input', `The connection ${connection} has no schedule.`, {
      cause: error,
      remedy: '`sourcesense schedule list` shows those there are.',
    });
  }
}

function specOf({ cron, every, timeZone, jitter }: ScheduleTimes): ScheduleSpec {
  if ((cron.length === 0) === (every === undefined)) {
    throw new SourceSenseError('invalid_input', 'A schedule needs either --cron or --every.', {
      remedy: 'For example --cron "0 3 * * *" or --every 6h.',
    });
  }
  return {
    ...(cron.length > 0 && { cronExpressions: [...cron] }),
    ...(every !== undefined && { intervals: [{ every: parseDuration(every) }] }),
    ...(timeZone !== undefined && { timezone: timeZone }),
    ...(jitter !== undefined && { jitter: parseDuration(jitter) }),
  };
}
