import type { Client } from '@temporalio/client';
import { SourceSenseError } from '../../contracts/failure.js';
import { refuseSkipped } from './blocked-start.js';
import type { OverlapPolicy } from './definition.js';
import { dueTimes } from './due-times.js';
import { findSchedule } from './find-schedule.js';

/** Temporal keeps as many starts waiting for one schedule and drops the rest; nor does it tell more due times. */
const MAX_DUE_TIMES = 1000;

export interface BackfillRequest {
  readonly from: Date;
  readonly to: Date;
  /** The schedule's own unless given. */
  readonly overlap?: OverlapPolicy;
  /** Whether nothing is started. */
  readonly dryRun?: boolean;
}

/**
 * Starts what a connection's schedule would have started from one moment to another, both included; answers the due times
 * there. Throws `invalid_input` when there is none, there are 1,000 or more, or all would be skipped.
 */
export async function backfillSchedule(
  client: Client,
  connection: string,
  { from, to, overlap, dryRun = false }: BackfillRequest,
): Promise<{ due: readonly Date[]; overlap: OverlapPolicy }> {
  if (from > to || to.getTime() > Date.now()) {
    const what = from > to ? 'ends before it begins' : 'ends in the future';
    throw new SourceSenseError('invalid_input', `The time to backfill ${what}.`);
  }
  const { handle, description } = await findSchedule(client, connection);
  const policy = overlap ?? description.policies.overlap ?? 'SKIP';
  const due = await dueTimes(client, connection, from, to);
  if (due.length === 0 || due.length >= MAX_DUE_TIMES) throw notThatMany(connection, due.length);
  if (!dryRun) {
    await refuseSkipped(client, connection, description, policy);
    await handle.backfill({ start: from, end: to, overlap: policy });
  }
  return { due, overlap: policy };
}

function notThatMany(connection: string, due: number): SourceSenseError {
  if (due === 0) {
    return new SourceSenseError('invalid_input', `The schedule of ${connection} was not due in that time.`, {
      remedy: `\`sourcesense schedule show ${connection}\` says when it is.`,
    });
  }
  const most = MAX_DUE_TIMES.toLocaleString('en');
  return new SourceSenseError(
    'invalid_input',
    `The schedule of ${connection} was due ${most} times or more in that time.`,
    { remedy: 'Give a shorter one: Temporal would drop starts.' },
  );
}
