import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { inLanes } from '../../client/artifacts/in-lanes.js';
import { createSchedule } from '../../client/schedules/create.js';
import { DEFAULT_CATCHUP_WINDOW_MS, type ScheduleDefinition } from '../../client/schedules/definition.js';
import { cpuSeconds } from '../cpu-time.js';
import { findSchedule } from '../../client/schedules/find-schedule.js';
import { scheduleIdOf } from '../../client/schedules/identity.js';

export interface TickOptions {
  readonly schedules: number;
  /** What the names of the schedules begin with. */
  readonly prefix: string;
  /** The server's process, where its CPU is to be measured. */
  readonly serverPid?: number;
  /** Told how far it is. */
  readonly report?: (line: string) => void;
}

/** What became of one tick of many schedules; names of schedules in lists. */
export interface MeasuredTick {
  readonly tick: Date;
  /** From the tick to each run's start, sorted; the server's clock. */
  readonly startedAfterMs: readonly number[];
  /** Seconds of CPU that the server used from the tick until all had started; null where it is not known. */
  readonly serverCpuSeconds: number | null;
  readonly missed: readonly string[];
  readonly doubled: readonly string[];
  /** Started before the tick. */
  readonly early: readonly string[];
}

/** Calls to the server at once while schedules are made and deleted. */
const LANES = 16;
/** What a schedule takes to be made on a slow machine; the tick has to come after the last one. */
const MS_PER_SCHEDULE = 120;
const MARGIN_MS = 10_000;
/** No run starts any more when none has for so long: longer than the minute for which the server's own worker waits for work. */
const QUIET_MS = 90_000;
/** The same when every schedule has started one: a second run of any would come by then. */
const SETTLE_MS = 5000;

/**
 * Makes schedules that are all due once, at the same second, and sees which runs they start when. No worker is needed: what is
 * measured is the start of runs, not their work. Runs and schedules are removed at the end.
 */
export async function measureTick(client: Client, options: TickOptions): Promise<MeasuredTick> {
  const { schedules, prefix, serverPid, report = () => undefined } = options;
  const cpu = () => (serverPid === undefined ? null : cpuSeconds(serverPid));
  const names = Array.from({ length: schedules }, (_, index) => `${prefix}-${index}`);
  const tick = new Date(Math.ceil((Date.now() + schedules * MS_PER_SCHEDULE + MARGIN_MS) / 1000) * 1000);
  const startedMs = Date.now();
  await inLanes(names, LANES, async (name) => {
    await createSchedule(client, name, dueOnce(tick));
    // Answered by the schedule itself: it knows by now what it has to do.
    await findSchedule(client, name);
  });
  const madeMs = Date.now() - startedMs;
  if (Date.now() > tick.getTime()) {
    throw new Error(`Making the schedules took ${madeMs} ms: longer than the tick waited.`);
  }
  report(`${schedules} schedules made in ${(madeMs / 1000).toFixed(1)} s, due at ${tick.toISOString()}`);
  await delay(tick.getTime() - Date.now());
  const before = await cpu();
  const starts = await startsOf(client, names, new Date(startedMs));
  const after = await cpu();
  report(`${starts.size} schedules have started runs`);
  await remove(client, names, starts);
  const startedAfterMs = [...starts.values()].flat().map(({ at }) => at.getTime() - tick.getTime());
  return {
    tick,
    startedAfterMs: startedAfterMs.sort((a, b) => a - b),
    serverCpuSeconds: before === null || after === null ? null : after - before,
    missed: names.filter((name) => !starts.has(name)),
    doubled: names.filter((name) => (starts.get(name)?.length ?? 0) > 1),
    early: names.filter((name) => starts.get(name)?.some(({ at }) => at < tick)),
  };
}

/** Due at one second, and never else. */
function dueOnce(tick: Date): ScheduleDefinition {
  return {
    cron: [],
    interval: { everyMs: 1000, offsetMs: 0 },
    timeZone: 'UTC',
    jitterMs: 0,
    overlap: 'ALLOW_ALL',
    catchupWindowMs: DEFAULT_CATCHUP_WINDOW_MS,
    attempts: 1,
    retryAfterMs: 1000,
    pauseOnFailure: false,
    startAt: tick,
    endAt: tick,
    extraction: {},
  };
}

interface Start {
  readonly runId: string;
  readonly at: Date;
}

/** The runs of each schedule, when no more have come for a while. */
async function startsOf(
  client: Client,
  names: readonly string[],
  since: Date,
): Promise<Map<string, Start[]>> {
  let known = 0;
  let lastChange = Date.now();
  while (Date.now() - lastChange < (known < names.length ? QUIET_MS : SETTLE_MS)) {
    await delay(1000);
    // Counting is cheap; a list of a thousand runs every second would take part in what is measured.
    const { count } = await client.workflow.count(startedSince(since));
    if (count > known) lastChange = Date.now();
    known = count;
  }
  return listStarts(client, names, since);
}

function startedSince(since: Date): string {
  return `TemporalScheduledById IS NOT NULL AND StartTime >= '${since.toISOString()}'`;
}

async function listStarts(
  client: Client,
  names: readonly string[],
  since: Date,
): Promise<Map<string, Start[]>> {
  const byId = new Map(names.map((name) => [scheduleIdOf(name), name]));
  const starts = new Map<string, Start[]>();
  const query = startedSince(since);
  for await (const { workflowId, startTime } of client.workflow.list({ query, pageSize: 1000 })) {
    // `extract/<name>-<time of the tick>`
    const name = byId.get(workflowId.slice(0, -'-2027-01-01T00:00:00Z'.length));
    if (name !== undefined)
      starts.set(name, [...(starts.get(name) ?? []), { runId: workflowId, at: startTime }]);
  }
  return starts;
}

async function remove(
  client: Client,
  names: readonly string[],
  starts: ReadonlyMap<string, readonly Start[]>,
): Promise<void> {
  await inLanes(names, LANES, async (name) => {
    await (await findSchedule(client, name)).handle.delete();
    for (const { runId } of starts.get(name) ?? []) await client.workflow.getHandle(runId).terminate();
  });
}
