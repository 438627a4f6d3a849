import type { Client, ScheduleSummary } from '@temporalio/client';
import type { CatalogReader } from '../../catalog/provider.js';
import { heldRuns } from '../list-runs.js';
import { startedBySchedule } from './blocked-start.js';
import { connectionOf } from './identity.js';
import { wasPausedByFailure } from './pause.js';
import { failuresInARow, type ScheduledRun, scheduledRuns } from './scheduled-runs.js';
import { timesOf } from './temporal-schedule.js';

/** One schedule, as it is listed. */
export interface ListedSchedule {
  readonly connection: string;
  readonly times: ReturnType<typeof timesOf>;
  readonly paused: boolean;
  /** Why it was paused or resumed. */
  readonly note: string | null;
  /** Whether Temporal paused it because a run failed. */
  readonly pausedByFailure: boolean;
  /** A run that it started and that is held back: until that is confirmed or cancelled, starts are skipped. */
  readonly heldRun: string | null;
  readonly failuresInARow: number;
  readonly nextStartAt: Date | null;
  /** The latest five, newest first. */
  readonly recentRuns: readonly ScheduledRun[];
}

/** The schedules of all connections, by name. Lists of Temporal follow what happened within a second or so. */
export async function listSchedules(
  client: Client,
  catalog: Pick<CatalogReader, 'getRun'> | null,
): Promise<ListedSchedule[]> {
  const held = await heldRuns(client);
  const summaries: (ScheduleSummary & { connection: string })[] = [];
  for await (const summary of client.schedule.list()) {
    const connection = connectionOf(summary.scheduleId, summary.action?.workflowType);
    if (connection !== null) summaries.push({ ...summary, connection });
  }
  // All runs of all schedules are asked for together: a query for each schedule would take seconds for a thousand.
  const started = summaries.flatMap(({ info }) => info.recentActions);
  const runs = await scheduledRuns(client, catalog, started);
  const byId = new Map(runs.map((run) => [run.runId, run]));
  return summaries
    .map(({ connection, spec, state, info }) => {
      const ids = info.recentActions.map(({ action }) => action.workflow.workflowId).reverse();
      const recentRuns = ids.flatMap((id) => byId.get(id) ?? []);
      return {
        connection,
        times: timesOf(spec),
        paused: state.paused,
        note: state.note === undefined || state.note === '' ? null : state.note,
        pausedByFailure: state.paused && wasPausedByFailure(state.note ?? null),
        heldRun: startedBySchedule(connection, held),
        failuresInARow: failuresInARow(recentRuns),
        nextStartAt: info.nextActionTimes[0] ?? null,
        recentRuns,
      };
    })
    .sort((a, b) => (a.connection < b.connection ? -1 : 1));
}
