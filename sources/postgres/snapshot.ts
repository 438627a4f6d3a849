import { SourceSenseError } from '../../contracts/failure.js';
import type { PostgresQueries } from './queries.js';
import type { ReadSession } from './session.js';

/** What a session's transaction reads: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT */
const SNAPSHOT = 'SELECT pg_current_snapshot()::text AS snapshot';

/**
 * `xmin:xmax:xip,xip`, and after ` saw ` the transactions from xmin on whose catalog rows it sees. Those in progress (`xip`) are not
 * enough to tell: their subtransactions, of savepoints and of blocks with EXCEPTION, have ids of their own, which the server does
 * not list, and a standby lists none at all.
 */
const PARTS = /^(\d+):(\d+):([\d,]*)(?: saw ([\d,]*))?$/;

/** Of more transactions the older ones count as not seen: what they wrote is read again. 110 kB. */
const MOST_SEEN = 10_000;

/** The moment that a session's transaction reads, as text. */
export async function snapshotOf(session: ReadSession, { catalogTerms }: PostgresQueries): Promise<string> {
  const [row] = await session.all(SNAPSHOT, []);
  const snapshot = row?.[0] ?? '';
  const { xmin, xmax } = partsOf(snapshot);
  if (xmin === xmax) return snapshot;
  const terms = await session.all(catalogTerms, []);
  const versions = terms.flatMap(([, , , versions]) => versions ?? []).join(' UNION ALL ');
  const seen = await session.all(
    `SELECT version::text FROM (${versions}) row_version WHERE age(version) BETWEEN 0 AND (SELECT age($1::text::xid))
     GROUP BY version ORDER BY age(version) LIMIT ${MOST_SEEN}`,
    [asXid(xmin)],
  );
  return `${snapshot} saw ${seen.join(',')}`;
}

/** Has a transaction read what is there by now, and not what was there when its session was got ready. */
export async function beginReading(session: ReadSession): Promise<void> {
  await session.all(SNAPSHOT, []);
}

/** Whether two moments see the same rows. Of a standby's two the second may miss what a transaction under way has dropped since. */
export function readAlike(one: string, other: string): boolean {
  const { xmin, xmax, inProgress } = partsOf(one);
  return one === other && (xmin === xmax || inProgress !== '');
}

/** Transaction ids in catalog rows are the lower 32 bits of those in a snapshot. */
const asXid = (id: string): string => String(BigInt.asUintN(32, BigInt(id)));

/** The parameters of `changes.sql`: a transaction is later than the snapshot if it is from xmin on and was not seen. */
export function snapshotParameters(snapshot: string): [xmin: string, seen: string[]] {
  const { xmin, seen } = partsOf(snapshot);
  return [asXid(xmin), seen.split(',').filter((id) => id !== '')];
}

function partsOf(snapshot: string) {
  const [, xmin, xmax, inProgress = '', seen = ''] = PARTS.exec(snapshot) ?? [];
  if (xmin === undefined || xmax === undefined) {
    throw new SourceSenseError('internal', `"${snapshot}" is not a snapshot.`);
  }
  return { xmin, xmax, inProgress, seen };
}
