import type { Client, ScheduleDescription } from '@temporalio/client';
import { SourceSenseError } from '../../contracts/failure.js';
import { heldRuns, type ListedRun } from '../list-runs.js';
import type { OverlapPolicy } from './definition.js';
import { scheduleIdOf } from './identity.js';

/** The first of some runs that a connection's schedule started. */
export function startedBySchedule(connection: string, runs: readonly ListedRun[]): string | null {
  const ofConnection = runs.filter((run) => run.connection === connection);
  return ofConnection.find(({ runId }) => runId.startsWith(`${scheduleIdOf(connection)}-`))?.runId ?? null;
}

/** Throws `invalid_input` when a start would only be skipped, because a run of the schedule goes on or is held back. */
export async function refuseSkipped(
  client: Client,
  connection: string,
  { info }: ScheduleDescription,
  overlap: OverlapPolicy,
): Promise<void> {
  if (overlap !== 'SKIP') return;
  const held = startedBySchedule(connection, await heldRuns(client));
  if (held !== null) {
    throw new SourceSenseError('invalid_input', `The schedule starts no run while ${held} is held back.`, {
      remedy: `Confirm or cancel that one first; \`sourcesense status ${held}\` says why.`,
    });
  }
  const running = info.runningActions[0]?.workflow.workflowId;
  if (running !== undefined) {
    throw new SourceSenseError('invalid_input', `The schedule starts no run while ${running} goes on.`, {
      remedy: 'Wait for it or cancel it, or say --overlap BUFFER_ONE to start one when it has ended.',
    });
  }
}
