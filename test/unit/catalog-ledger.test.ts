import { describe, expect, it } from '@jest/globals';
import { ledgerOf, outcomeOf } from '../../catalog/postgres/ledger.js';
import type { PublishInput } from '../../catalog/provider.js';

const input = (part: Partial<PublishInput>): PublishInput => ({
  runId: 'run',
  counts: [],
  gaps: [],
  extracted: {},
  partitions: [],
  ...part,
});

const gap = (sqlState: string | null, objects: number) =>
  ({ kind: 'table', objectName: 'shop.orders', sqlState, reason: 'refused', remedy: null, objects }) as const;

describe('The ledger of a run', () => {
  it('adds up: counted = extracted + filtered + denied + failed', () => {
    const ledger = ledgerOf(
      input({
        counts: [{ kind: 'table', counted: 20, filtered: 3 }],
        gaps: [gap('42501', 2), gap(null, 1), gap('57014', 4)],
        extracted: { table: 10 },
      }),
    );
    expect(ledger).toEqual([
      { kind: 'table', counted: 20, extracted: 10, filtered: 3, denied: 3, failed: 4, difference: 0 },
    ]);
  });

  it('shows an object that went while the run read as a difference', () => {
    const ledger = ledgerOf(
      input({ counts: [{ kind: 'table', counted: 2, filtered: 0 }], extracted: { table: 1 } }),
    );
    expect(ledger[0]?.difference).toBe(1);
    expect(outcomeOf(ledger, [])).toBe('completed_with_gaps');
  });

  it('shows a kind that was extracted but never counted', () => {
    expect(ledgerOf(input({ extracted: { schema: 2 } }))).toEqual([
      { kind: 'schema', counted: 0, extracted: 2, filtered: 0, denied: 0, failed: 0, difference: -2 },
    ]);
  });

  it('lists kinds in the order of their declaration', () => {
    const counts = (['column', 'schema', 'table'] as const).map((kind) => ({
      kind,
      counted: 0,
      filtered: 0,
    }));
    expect(ledgerOf(input({ counts })).map(({ kind }) => kind)).toEqual(['schema', 'table', 'column']);
  });

  it('is green only without gaps', () => {
    const ledger = ledgerOf(
      input({ counts: [{ kind: 'table', counted: 1, filtered: 0 }], extracted: { table: 1 } }),
    );
    expect(outcomeOf(ledger, [])).toBe('completed');
    expect(outcomeOf(ledger, [gap('42501', 0)])).toBe('completed_with_gaps');
  });
});
