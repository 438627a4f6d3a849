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

/** Whether a range of the kind is read in several pieces; its rows have the oids by which they are cut, as `oid`. */
export function isReadInPieces(kind: Kind): boolean {
  return kind in LOCKED_TO_THE_END;
}

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
 * What a query for each of the pieces returns, one after another in the session, in batches. Throws `source_busy` when
 * somebody holds a lock that it would wait for.
 */
export async function* copyPieces(
  { session, cost }: SharedSession,
  queries: PostgresQueries,
  kind: Kind,
  pieces: readonly Piece[],
  {
    queryOf,
    columns,
  }: { readonly queryOf: (piece: Piece) => string; readonly columns: readonly KindColumn[] },
): AsyncGenerator<ColumnBatch> {
  const decoder = new CopyDecoder(columns);
  for (const piece of pieces) {
    await session.willLock(piece.lockedRelations);
    const [locked] = await lockedIn(session, queries, kind, piece);
    if (locked !== undefined) throw lockedError(locked);
    const statement = copyStatement(queryOf(piece), piece);
    for await (const chunk of session.copyOut(statement, queries.settings[kind]))
      yield* decoder.decode(chunk);
  }
  yield* decoder.end();
  cost.rows(decoder.rows);
}

/** The piece that an oid is in; the first for one that is in none. */
export function pieceOf(pieces: readonly Piece[], oid: number): Piece | undefined {
  let from = 0;
  let to = pieces.length - 1;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((pieces[middle]?.from ?? 0) <= oid) from = middle;
    else to = middle - 1;
  }
  return pieces[from];
}
