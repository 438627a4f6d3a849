import type { ListedSchedule } from '../schedules/list.js';
import { timesInWords } from './schedule-words.js';
import { textTable } from './text-table.js';

/** Characters of a note that a line of the list has room for. */
const NOTE_LENGTH = 60;

/** What a schedule does now: what keeps it from starting runs first, then whether its runs fail. */
export function scheduleState({
  paused,
  note,
  heldRun,
  failuresInARow,
  pausedByFailure,
}: Pick<ListedSchedule, 'paused' | 'note' | 'heldRun' | 'failuresInARow' | 'pausedByFailure'>): string {
  const failing = failuresInARow === 0 ? '' : `failing: ${runsFailed(failuresInARow)}`;
  if (pausedByFailure) return `paused by a failure: ${runsFailed(failuresInARow)}`;
  if (paused)
    return [`paused: ${note ?? 'no reason given'}`, failing].filter((text) => text !== '').join('; ');
  if (heldRun !== null) return `waits: ${heldRun} is held back`;
  return failing === '' ? 'active' : failing;
}

function runsFailed(runs: number): string {
  return runs <= 1 ? 'the latest run failed' : `the latest ${runs} runs failed`;
}

/** The list of schedules as a table. */
export function renderSchedules(schedules: readonly ListedSchedule[]): string {
  if (schedules.length === 0) {
    return 'No schedules yet. Make one: sourcesense schedule create <connection> --every 6h';
  }
  return textTable([
    ['CONNECTION', 'STARTS', 'STATE', 'NEXT START', 'LATEST RUN'],
    ...schedules.map((schedule) => [
      schedule.connection,
      timesInWords(schedule.times),
      scheduleState({ ...schedule, note: shortened(schedule.note) }),
      schedule.paused ? 'none while paused' : (schedule.nextStartAt?.toISOString() ?? 'none'),
      latestRun(schedule),
    ]),
  ]);
}

function latestRun({ recentRuns: [run] }: ListedSchedule): string {
  return run === undefined ? 'none' : `${run.outcome}: ${run.runId}`;
}

function shortened(note: string | null): string | null {
  const [line = ''] = (note ?? '').split('\n');
  if (note === null) return null;
  return line.length > NOTE_LENGTH ? `${line.slice(0, NOTE_LENGTH)}...` : line;
}
