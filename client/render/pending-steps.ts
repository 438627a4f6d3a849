import type { PendingStep } from '../pending-steps.js';
import { formatCount, formatDuration } from './quantities.js';

/** Heartbeats reach the server once in so many seconds: only beyond that is silence of interest. */
const QUIET_AFTER_MS = 10_000;

/**
 * One line about a step that has not ended: `extractColumns working in source.read(column, partition r16384), 12,345 rows`,
 * with the time in which nothing has moved, its attempt and what the one before failed with, where there is any.
 */
export function describeStep(step: PendingStep, now = new Date()): string {
  const { activity, attempt, state, heartbeat, lastFailure } = step;
  const quietMs = heartbeat === null ? 0 : now.getTime() - Date.parse(heartbeat.movedAt);
  const isWorking = state !== 'waiting' && heartbeat !== null;
  return [
    `${activity} ${state}${isWorking ? ` in ${heartbeat.doing}` : ''}`,
    ...(isWorking && heartbeat.rows > 0 ? [`${formatCount(heartbeat.rows)} rows`] : []),
    ...(isWorking && quietMs > QUIET_AFTER_MS ? [`nothing moved for ${formatDuration(quietMs)}`] : []),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(lastFailure === null ? [] : [`last failure ${lastFailure.category}: ${lastFailure.message}`]),
  ].join(', ');
}
