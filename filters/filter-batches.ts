import { keepRows } from '../batches/keep-rows.js';
import type { ColumnBatch } from '../contracts/column-batch.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { Decide, Decision, ObjectFacts } from './decide.js';
import { factsOf, membershipColumn, type RelationExtensions } from './object-facts.js';

/** What of a run's objects is wanted: the decision, and which relations are members of extensions. */
export interface Selection {
  readonly decide: Decide;
  /** Whether the filter names nothing: then members of extensions alone are left out. */
  readonly isDefault: boolean;
  readonly extensions: RelationExtensions;
}

/** Objects left out, by schema; null for those without one. */
export type FilteredBySchema = ReadonlyMap<string | null, number>;

/** Passes on the rows that are wanted, and counts the others as they come. */
export function filterBatches(kind: Kind, { decide, isDefault, extensions }: Selection) {
  const filtered = new Map<string | null, number>();
  const facts = factsOf(kind, extensions);
  let previous: ObjectFacts | undefined;
  let decision: Decision | undefined;

  const isWanted = (batch: ColumnBatch, row: number): boolean => {
    const current = facts(batch, row);
    // The columns of a table follow each other: decide once.
    if (decision === undefined || current !== previous) decision = decide(current);
    previous = current;
    if (!decision.included) filtered.set(current.schema, (filtered.get(current.schema) ?? 0) + 1);
    return decision.included;
  };
  // Of 200,000 columns the names alone would take as long to look at as the fingerprints take to make.
  const takesAll = isDefault && extensions.size === 0 && membershipColumn(kind) < 0;
  async function* apply(batches: AsyncIterable<ColumnBatch>): AsyncGenerator<ColumnBatch> {
    if (takesAll) {
      yield* batches;
      return;
    }
    for await (const batch of batches) {
      const wanted = Array.from({ length: batch.rows }, (_, row) => isWanted(batch, row));
      const kept = keepRows(batch, wanted);
      if (kept.rows > 0) yield kept;
    }
  }
  return { filtered: filtered as FilteredBySchema, apply };
}
