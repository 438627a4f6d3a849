import type { SourceCounts } from '../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../contracts/kinds/index.js';

type Extracted = Partial<Record<Kind, number>>;

/** What the ledger's sum of a kind leaves over. */
function difference({ counts, gaps }: SourceCounts, extracted: Extracted, kind: Kind): number {
  const counted = counts
    .filter((count) => count.kind === kind)
    .reduce((sum, count) => sum + count.counted - count.filtered, 0);
  const withheld = gaps.filter((gap) => gap.kind === kind).reduce((sum, gap) => sum + gap.objects, 0);
  return counted - withheld - (extracted[kind] ?? 0);
}

/** Whether the sum holds for every kind. */
export function isSettled(counts: SourceCounts, extracted: Extracted): boolean {
  return ALL_KINDS.every((kind) => difference(counts, extracted, kind) === 0);
}

/**
 * The counts that a run is held against when objects came or went while it read (autovacuum makes statistics at any
 * time): those taken before, but of a kind whose sum holds only with those taken after, these.
 */
export function settleCounts(before: SourceCounts, after: SourceCounts, extracted: Extracted): SourceCounts {
  const chosen = ALL_KINDS.map((kind) => {
    const moved = difference(before, extracted, kind) !== 0 && difference(after, extracted, kind) === 0;
    return { kind, from: moved ? after : before };
  });
  return {
    counts: chosen.flatMap(({ kind, from }) => from.counts.filter((count) => count.kind === kind)),
    gaps: chosen.flatMap(({ kind, from }) => from.gaps.filter((gap) => gap.kind === kind)),
  };
}
