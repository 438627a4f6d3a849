import type { Kind } from '../../contracts/kinds/index.js';
import type { OidRange } from './oid-range.js';
import type { PostgresQueries } from './queries.js';
import type { ReadSession } from './session.js';

/**
 * Kinds of which the server keeps what it opens locked until the transaction ends, each with its relkind. Reading a
 * sequence's last value takes ROW EXCLUSIVE (`lock_and_open_sequence` of sequence.c), printing a view ACCESS SHARE on all
 * that it selects from (`AcquireRewriteLocks`, by ruleutils.c). Everything else that is printed is let go at once.
 */
const LOCKED_TO_THE_END: Partial<Record<Kind, string>> = { sequence: 'S', view: 'v', materialized_view: 'm' };

/**
 * Relations of such a kind that one transaction reads. All sessions of a server share the room for its locks: by default 64
 * (`max_locks_per_transaction`) for each of some 120 processes, 7,800, and who asks for one more fails, whoever that is.
 */
const PIECE_RELATIONS = 500;

/** Whether a read of the kind leaves locks behind, which end with the transaction. */
export function leavesLocks(kind: Kind): boolean {
  return LOCKED_TO_THE_END[kind] !== undefined;
}

/** Cuts a range so that reading the kind in one of the pieces takes few locks; other kinds are read in one. */
export async function piecesOf(
  session: ReadSession,
  queries: PostgresQueries,
  kind: Kind,
  { from, to }: OidRange,
): Promise<OidRange[]> {
  const relkind = LOCKED_TO_THE_END[kind];
  if (relkind === undefined) return [{ from, to }];
  const rows = await session.all(queries.pieces, [from, to, relkind, PIECE_RELATIONS]);
  const starts = [from, ...rows.map(([start]) => Number(start))];
  return starts.map((start, index) => ({ from: start, to: (starts[index + 1] ?? to + 1) - 1 }));
}

/** Tells of keys once each of so many pieces has been found to lack them. */
export class LackedByAll {
  readonly #pieces: number;
  readonly #tell: (keys: readonly string[]) => void;
  readonly #times = new Map<string, number>();

  constructor(pieces: number, tell: (keys: readonly string[]) => void) {
    this.#pieces = pieces;
    this.#tell = tell;
  }

  /** A piece lacks these; a key that is named again is lacked by one more. */
  add(keys: readonly string[]): void {
    const lacked = keys.filter((key) => {
      const times = (this.#times.get(key) ?? 0) + 1;
      if (times < this.#pieces) this.#times.set(key, times);
      return times === this.#pieces;
    });
    this.#tell(lacked);
  }
}
