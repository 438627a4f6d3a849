import type { WorkflowHandle } from '@temporalio/client';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** What of a run Temporal spent, by its history; milliseconds. */
export interface TemporalShare {
  /** Of each activity: from being scheduled until a worker had it. */
  readonly activityWaitsMs: readonly number[];
  /** Of each workflow task: from being scheduled until a worker had it. */
  readonly workflowTaskWaitsMs: readonly number[];
  /** Of each workflow task: from then until its decisions were recorded. */
  readonly workflowTasksMs: readonly number[];
  /** From start to end, how long no activity was at work. */
  readonly idleMs: number;
}

/** Reads it from a history that has ended; of a run that continued as new, from that of its last execution. */
export function temporalShare({ events }: History): TemporalShare {
  const all = events ?? [];
  const at = new Map(all.map((event) => [Number(event.eventId), timeMs(event)]));
  const since = (event: HistoryEvent, id: unknown) => timeMs(event) - (at.get(Number(id)) ?? timeMs(event));
  const waits = (attributes: 'activityTaskStartedEventAttributes' | 'workflowTaskStartedEventAttributes') =>
    all.flatMap((event) => (event[attributes] ? [since(event, event[attributes].scheduledEventId)] : []));
  const work = all.flatMap((event) => {
    const ended = event.activityTaskCompletedEventAttributes;
    return ended ? [{ fromMs: at.get(Number(ended.startedEventId)) ?? 0, toMs: timeMs(event) }] : [];
  });
  return {
    activityWaitsMs: waits('activityTaskStartedEventAttributes'),
    workflowTaskWaitsMs: waits('workflowTaskStartedEventAttributes'),
    workflowTasksMs: all.flatMap((event) => {
      const ended = event.workflowTaskCompletedEventAttributes;
      return ended ? [since(event, ended.startedEventId)] : [];
    }),
    idleMs: lengthMs(all) - coveredMs(work),
  };
}

interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The length of all intervals together, what several cover counted once. */
function coveredMs(intervals: readonly Interval[]): number {
  let covered = 0;
  let until = -Infinity;
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    covered += Math.max(0, toMs - Math.max(fromMs, until));
    until = Math.max(until, toMs);
  }
  return covered;
}

function lengthMs(events: readonly HistoryEvent[]): number {
  const [first, last] = [events[0], events.at(-1)];
  return first && last ? timeMs(last) - timeMs(first) : 0;
}

/** Seconds are a 64-bit number of a library's own, which prints as a decimal one. */
function timeMs({ eventTime }: HistoryEvent): number {
  return Number(String(eventTime?.seconds ?? 0)) * 1000 + (eventTime?.nanos ?? 0) / 1e6;
}
