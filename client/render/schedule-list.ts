import type { ListedSchedule } from '../schedules.js';
import { textTable } from './text-table.js';

function stateOf({ paused, heldRun }: ListedSchedule): string {
  if (paused) return 'paused';
  return heldRun === null ? 'active' : `waits: ${heldRun} is held back`;
}

/** The list of schedules as a table. */
export function renderSchedules(schedules: readonly ListedSchedule[]): string {
  if (schedules.length === 0) {
    return 'No schedules yet. Make one: sourcesense schedule create <connection> --every 6h';
  }
  return textTable([
    ['CONNECTION', 'STATE', 'NEXT START', 'LATEST RUN'],
    ...schedules.map((schedule) => [
      schedule.connection,
      stateOf(schedule),
      schedule.nextStartAt?.toISOString() ?? 'none',
      schedule.recentRuns.at(-1) ?? 'none',
    ]),
  ]);
}
