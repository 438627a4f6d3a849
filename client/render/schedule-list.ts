import type { ListedSchedule } from '../schedules.js';
import { textTable } from './text-table.js';

/** The list of schedules as a table. */
export function renderSchedules(schedules: readonly ListedSchedule[]): string {
  if (schedules.length === 0) {
    return 'No schedules yet. Make one: sourcesense schedule create <connection> --every 6h';
  }
  return textTable([
    ['CONNECTION', 'STATE', 'NEXT START', 'LATEST RUN'],
    ...schedules.map(({ connection, paused, nextStartAt, recentRuns }) => [
      connection,
      paused ? 'paused' : 'active',
      nextStartAt?.toISOString() ?? 'none',
      recentRuns.at(-1) ?? 'none',
    ]),
  ]);
}
