import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { CopyDecoder } from './copy-decoder.js';
import { lockedError, lockedIn } from './locked-relations.js';
import { copyStatement, type OidRange } from './oid-range.js';
import type { PostgresQueries } from './queries.js';
import { MOST_LOCKED, type ReadSession } from './session.js';
import type { SharedSession } from './shared-session.js';

/**
 * Kinds of which the server keeps what it opens locked until the transaction ends, each with its relkind. Reading a
 * sequence's last value takes ROW EXCLUSIVE (`lock_and_open_sequence` of sequence.c), printing a view ACCESS SHARE on all
 * that it selects from (`AcquireRewriteLocks`, by ruleutils.c). Rules, policies with subqueries and functions with a body of
 * SQL lock too, but hardly ever thousands of relations; what is opened for a default, a check or a size is let go at once.
 */
const LOCKED_TO_THE_END: Partial<Record<Kind, string>> = { sequence: 'S', view: 'v', materialized_view: 'm' };

/** A part of a range, read by one statement. */
export interface Piece extends OidRange {
  /** That stay locked until the transaction ends once it has been read. */
  readonly lockedRelations: number;
}

/** Cuts a range so that reading the kind in one of the pieces leaves few locks; other kinds are read in one, and nothing is asked. */
export async function piecesOf(
  ask: ReadSession['all'],
  queries: PostgresQueries,
  kind: Kind,
  { from, to }: OidRange,
): Promise<Piece[]> {
  const relkind = LOCKED_TO_THE_END[kind];
  if (relkind === undefined) return [{ from, to, lockedRelations: 0 }];
  const rows = await ask(queries.pieces, [from, to, relkind, MOST_LOCKED]);
  const [first, ...others] = rows.map(([start, relations]) => ({
    start: Number(start),
    lockedRelations: Number(relations),
  }));
  // What comes into being meanwhile is in one of them too.
  const pieces = [{ start: from, lockedRelations: first?.lockedRelations ?? 0 }, ...others];
  return pieces.map(({ start, lockedRelations }, index) => ({
    from: start,
    to: (pieces[index + 1]?.start ?? to + 1) - 1,
    lockedRelations,
  }));
}

/**
 * What a query of the kind returns for the pieces, one after another in the session, in batches. Throws `source_busy` when
 * somebody holds a lock that it would wait for.
 */
export async function* copyPieces(
  { session, cost }: SharedSession,
  queries: PostgresQueries,
  kind: Kind,
  pieces: readonly Piece[],
  { query, columns }: { readonly query: string; readonly columns: readonly KindColumn[] },
): AsyncGenerator<ColumnBatch> {
  const decoder = new CopyDecoder(columns);
  for (const piece of pieces) {
    await session.willLock(piece.lockedRelations);
    const [locked] = await lockedIn(session, queries, kind, piece);
    if (locked !== undefined) throw lockedError(locked);
    const statement = copyStatement(query, piece);
    for await (const chunk of session.copyOut(statement, queries.settings[kind]))
      yield* decoder.decode(chunk);
  }
  yield* decoder.end();
  cost.rows(decoder.rows);
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
