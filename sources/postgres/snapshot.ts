import { SourceSenseError } from '../../contracts/failure.js';
import type { ReadSession } from './session.js';

/**
 * The moment that a session's transaction reads, as text:
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export async function snapshotOf(session: ReadSession): Promise<string> {
  const [row] = await session.all('SELECT pg_current_snapshot()::text AS snapshot', []);
  return row?.[0] ?? '';
}

/** Transaction ids in catalog rows are the lower 32 bits of those in a snapshot. */
const asXid = (id: bigint): string => String(BigInt.asUintN(32, id));

/**
 * The parameters of `changes.sql` from a snapshot's text, `xmin:xmax:xip,xip`: the first transaction it did not see any
 * of, and those that were in progress.
 */
export function snapshotParameters(snapshot: string): [xmax: string, inProgress: string[]] {
  const [, xmax, inProgress] = /^\d+:(\d+):([\d,]*)$/.exec(snapshot) ?? [];
  if (xmax === undefined || inProgress === undefined) {
    throw new SourceSenseError('internal', `"${snapshot}" is not a snapshot.`);
  }
  const ids = inProgress.split(',').filter((id) => id !== '');
  return [asXid(BigInt(xmax)), ids.map((id) => asXid(BigInt(id)))];
}
