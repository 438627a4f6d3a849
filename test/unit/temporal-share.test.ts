import { describe, expect, it } from '@jest/globals';
import { type History, temporalShare } from '../../bench/temporal-share.js';

type Event = NonNullable<History['events']>[number];

/** An event of a history, at so many milliseconds of some second. */
function event(id: number, atMs: number, attributes: object): Event {
  return { eventId: id, eventTime: { seconds: 1000, nanos: atMs * 1e6 }, ...attributes } as unknown as Event;
}

/** Two activities that overlap from 30 to 40 ms, and two workflow tasks. */
const EVENTS = [
  event(1, 0, { workflowExecutionStartedEventAttributes: {} }),
  event(2, 0, { workflowTaskScheduledEventAttributes: {} }),
  event(3, 5, { workflowTaskStartedEventAttributes: { scheduledEventId: 2 } }),
  event(4, 8, { workflowTaskCompletedEventAttributes: { startedEventId: 3 } }),
  event(5, 8, { activityTaskScheduledEventAttributes: {} }),
  event(6, 8, { activityTaskScheduledEventAttributes: {} }),
  event(7, 10, { activityTaskStartedEventAttributes: { scheduledEventId: 5 } }),
  event(8, 40, { activityTaskCompletedEventAttributes: { startedEventId: 7 } }),
  event(9, 30, { activityTaskStartedEventAttributes: { scheduledEventId: 6 } }),
  event(10, 60, { activityTaskCompletedEventAttributes: { startedEventId: 9 } }),
  event(11, 60, { workflowTaskScheduledEventAttributes: {} }),
  event(12, 61, { workflowTaskStartedEventAttributes: { scheduledEventId: 11 } }),
  event(13, 70, { workflowTaskCompletedEventAttributes: { startedEventId: 12 } }),
  event(14, 70, { workflowExecutionCompletedEventAttributes: {} }),
];

describe("Temporal's share of a run", () => {
  it('is what waits for workers, what workflow tasks take, and when no activity was at work', () => {
    expect(temporalShare({ events: EVENTS })).toEqual({
      activityWaitsMs: [2, 22],
      workflowTaskWaitsMs: [5, 1],
      workflowTasksMs: [3, 9],
      idleMs: 20,
    });
  });

  it('is nothing in an empty history', () => {
    expect(temporalShare({ events: [] })).toMatchObject({ activityWaitsMs: [], idleMs: 0 });
  });
});
