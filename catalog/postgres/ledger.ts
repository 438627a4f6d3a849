import type { ExtractionResult, Gap, LedgerLine } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { PublishInput } from '../provider.js';

/** `insufficient_privilege`; servers that hide what a role may not see give no code at all. */
const DENIED: readonly (string | null)[] = ['42501', null];

function withheld(gaps: readonly Gap[], kind: Kind, denied: boolean): number {
  return gaps
    .filter((gap) => gap.kind === kind && DENIED.includes(gap.sqlState) === denied)
    .reduce((sum, { objects }) => sum + objects, 0);
}

/** A line per kind that was counted or extracted, in the order of `KINDS`. */
export function ledgerOf({ counts, gaps, extracted }: PublishInput): LedgerLine[] {
  const counted = new Map(counts.map((count) => [count.kind, count]));
  return ALL_KINDS.filter((kind) => counted.has(kind) || extracted[kind] !== undefined).map((kind) => {
    const line = {
      kind,
      counted: counted.get(kind)?.counted ?? 0,
      extracted: extracted[kind] ?? 0,
      filtered: counted.get(kind)?.filtered ?? 0,
      denied: withheld(gaps, kind, true),
      failed: withheld(gaps, kind, false),
    };
    const explained = line.extracted + line.filtered + line.denied + line.failed;
    return { ...line, difference: line.counted - explained };
  });
}

/** Green only when nothing was withheld and every sum adds up. */
export function outcomeOf(ledger: readonly LedgerLine[], gaps: readonly Gap[]): ExtractionResult['outcome'] {
  const complete = gaps.length === 0 && ledger.every(({ difference }) => difference === 0);
  return complete ? 'completed' : 'completed_with_gaps';
}
