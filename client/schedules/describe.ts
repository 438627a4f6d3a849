import type { Client, ScheduleDescription } from '@temporalio/client';
import type { CatalogReader } from '../../catalog/provider.js';
import { describeRun } from '../describe-run.js';
import { heldRuns } from '../list-runs.js';
import { startedBySchedule } from './blocked-start.js';
import type { ScheduleDefinition } from './definition.js';
import { findSchedule } from './find-schedule.js';
import { wasPausedByFailure } from './pause.js';
import { failuresInARow, type ScheduledRun, scheduledRuns } from './scheduled-runs.js';
import { definitionOf, setElsewhere } from './temporal-schedule.js';

/** Due times that are shown. */
const NEXT_STARTS = 5;

/** A run with what it said when it failed or was held back. */
export interface DescribedRun extends ScheduledRun {
  readonly message?: string;
}

/** All there is to say of a schedule. */
export interface ScheduleDetails {
  readonly connection: string;
  readonly definition: ScheduleDefinition;
  /** What was set elsewhere and these commands can't say. */
  readonly setElsewhere: readonly string[];
  readonly paused: boolean;
  /** Why it was paused or resumed, by a person or by Temporal after a failure. */
  readonly note: string | null;
  /** Whether Temporal paused it because a run failed. */
  readonly pausedByFailure: boolean;
  readonly heldRun: string | null;
  readonly failuresInARow: number;
  /** Runs it still starts; null for any number. */
  readonly remaining: number | null;
  /** The next five, with their random delays; of a paused schedule, those that it lets pass. */
  readonly nextStarts: readonly Date[];
  readonly starts: StartCounts;
  /** The latest ten, newest first. */
  readonly runs: readonly DescribedRun[];
  readonly createdAt: Date;
  readonly updatedAt: Date | null;
}

/** What became of due times since the schedule was created. */
export interface StartCounts {
  readonly started: number;
  /** Left out by the overlap policy. */
  readonly skipped: number;
  /** Over for longer than the catch-up window when Temporal was there again. */
  readonly missed: number;
  /** Waiting for another run to end. */
  readonly waiting: number;
  /** Beyond what Temporal keeps waiting. */
  readonly dropped: number;
}

/** Asks for all there is to say of a connection's schedule. Throws `invalid_input` when there is none. */
export async function describeSchedule(
  client: Client,
  catalog: Pick<CatalogReader, 'getRun'> | null,
  connection: string,
): Promise<ScheduleDetails> {
  const { description } = await findSchedule(client, connection);
  const { state, info, spec } = description;
  const runs = await scheduledRuns(client, catalog, info.recentActions);
  return {
    connection,
    definition: definitionOf(description),
    setElsewhere: setElsewhere(spec),
    paused: state.paused,
    note: state.note === undefined || state.note === '' ? null : state.note,
    pausedByFailure: state.paused && wasPausedByFailure(state.note ?? null),
    heldRun: startedBySchedule(connection, await heldRuns(client)),
    failuresInARow: failuresInARow(runs),
    remaining: state.remainingActions ?? null,
    nextStarts: info.nextActionTimes.slice(0, NEXT_STARTS),
    starts: countsOf(description),
    runs: await Promise.all(runs.map((run) => withMessage(client, catalog, run))),
    createdAt: info.createdAt,
    updatedAt: info.lastUpdatedAt ?? null,
  };
}

function countsOf({ info, raw }: ScheduleDescription): StartCounts {
  const number = (value: unknown) => Number(value ?? 0);
  return {
    started: info.numActionsTaken,
    skipped: info.numActionsSkippedOverlap,
    missed: info.numActionsMissedCatchupWindow,
    waiting: number(raw.info?.bufferSize),
    dropped: number(raw.info?.bufferDropped),
  };
}

async function withMessage(
  client: Client,
  catalog: Pick<CatalogReader, 'getRun'> | null,
  run: ScheduledRun,
): Promise<DescribedRun> {
  if (!['failed', 'held', 'paused'].includes(run.outcome)) return run;
  const said = await describeRun(client, run.runId).catch(() => null);
  const message = said?.message ?? (await catalog?.getRun(run.runId))?.message ?? undefined;
  return message === undefined ? run : { ...run, message };
}
