import { describe, expect, it } from '@jest/globals';
import {
  accountOf,
  type ExtractedRows,
  type KeptReport,
  ledgerPerKind,
  outcomeOf,
  unsettledKinds,
} from '../../catalog/ledger.js';
import { COUNT_REPORTS, type Gap, NO_COST, type StepReport, type Tally } from '../../contracts/extraction.js';

const kept = (part: Partial<StepReport>, partitionId = 'relations-0001', reading = 1): KeptReport => ({
  partitionId,
  reading,
  report: { tallies: [], gaps: [], cost: NO_COST, ...part },
});
const tally = (counted: number, filtered = 0, schemaName: string | null = 'shop'): Tally => ({
  kind: 'table',
  schemaName,
  counted,
  filtered,
});
const counted = (...tallies: Tally[]) => kept({ tallies }, COUNT_REPORTS.before);
const recounted = (...tallies: Tally[]) => kept({ tallies }, COUNT_REPORTS.after);
const gap = (status: Gap['status'], objects: number): Gap => ({
  kind: 'table',
  schemaName: 'shop',
  objectName: 'shop.orders',
  status,
  sqlState: null,
  reason: 'refused',
  remedy: null,
  objects,
});
const tables = (rows: number): ExtractedRows[] => [{ kind: 'table', schemaName: 'shop', rows }];
const differences = (rows: number, ...reports: KeptReport[]) =>
  accountOf(tables(rows), reports, []).ledger.map(({ difference }) => difference);

describe('The account of a run', () => {
  it('adds up: counted = extracted + unchanged + filtered + denied + failed', () => {
    const gaps = [gap('denied', 2), gap('denied', 1), gap('failed', 4)];
    const { ledger } = accountOf(tables(10), [counted(tally(20, 3)), kept({ gaps })], []);
    expect(ledger).toEqual([
      {
        kind: 'table',
        schemaName: 'shop',
        counted: 20,
        extracted: 10,
        unchanged: 0,
        filtered: 3,
        denied: 3,
        failed: 4,
        difference: 0,
      },
    ]);
  });

  it('tells what landed unchanged from what was extracted', () => {
    const unchanged = kept({ tallies: [{ ...tally(0), unchanged: 7 }] });
    const { ledger } = accountOf(tables(10), [counted(tally(10)), unchanged], []);
    expect(ledger).toMatchObject([{ counted: 10, extracted: 3, unchanged: 7, difference: 0 }]);
  });

  it('shows an object that went while the run read as a difference, and one that nobody counted', () => {
    expect(differences(1, counted(tally(2)))).toEqual([1]);
    expect(differences(2)).toEqual([-2]);
  });

  it('takes statistics that are more than before and less than after as counted, and nothing else', () => {
    const rows = (kind: 'column_statistics' | 'table'): ExtractedRows[] => [
      { kind, schemaName: 'shop', rows: 5 },
    ];
    const of = (kind: 'column_statistics' | 'table', before: number, after: number) =>
      accountOf(
        rows(kind),
        [counted({ ...tally(before), kind }), recounted({ ...tally(after), kind })],
        [],
      ).ledger.map((line) => [line.counted, line.difference]);
    expect(of('column_statistics', 3, 9)).toEqual([[5, 0]]);
    expect(of('column_statistics', 6, 9)).toEqual([[6, 1]]);
    expect(of('table', 3, 9)).toEqual([[3, -2]]);
  });

  it('keeps a difference in one schema from making up for that in another', () => {
    const { ledger } = accountOf(
      [...tables(2), { kind: 'table', schemaName: 'hr', rows: 1 }],
      [counted(tally(1), tally(2, 0, 'hr'))],
      [],
    );
    expect(ledger.map(({ difference }) => difference)).toEqual([-1, 1]);
    expect(ledgerPerKind(ledger)).toMatchObject([{ kind: 'table', counted: 3, extracted: 3, difference: 0 }]);
    expect(outcomeOf({ ledger, gaps: [] })).toBe('completed_with_gaps');
  });

  it('takes the second count of a line when the first does not add up, and its gaps with it', () => {
    expect(differences(2, counted(tally(2)), recounted(tally(3)))).toEqual([0]);
    expect(differences(3, counted(tally(2)), recounted(tally(3)))).toEqual([0]);
    expect(differences(4, counted(tally(2)), recounted(tally(3)))).toEqual([-2]);
    const first = kept({ tallies: [tally(5)], gaps: [gap('denied', 4)] }, COUNT_REPORTS.before);
    const second = kept({ tallies: [tally(5)], gaps: [gap('denied', 3)] }, COUNT_REPORTS.after);
    expect(accountOf(tables(2), [first, second], []).gaps).toEqual([gap('denied', 3)]);
  });

  it('tells what moved whichever count is taken', () => {
    const moved = kept({ gaps: [gap('moved', 1)] }, COUNT_REPORTS.changes);
    for (const extracted of [2, 3]) {
      const reports = [counted(tally(2)), recounted(tally(3)), moved];
      expect(accountOf(tables(extracted), reports, []).gaps).toEqual([gap('moved', 1)]);
    }
  });

  it('counts what was extracted in part, or moved, as extracted', () => {
    const gaps = [gap('partial', 1), gap('moved', 1)];
    const { ledger } = accountOf(tables(2), [counted(tally(2)), kept({ gaps })], []);
    expect(ledger).toMatchObject([{ counted: 2, extracted: 2, denied: 0, failed: 0, difference: 0 }]);
    expect(outcomeOf({ ledger, gaps })).toBe('completed_with_gaps');
  });

  it('takes tallies and gaps of the reading that counts, and the cost of all', () => {
    const cost = { sessions: 1, queries: 2, rows: 3, sizeBytes: 4, durationMs: 5 };
    const reports = [
      counted(tally(2)),
      kept({ gaps: [gap('failed', 1)], cost }, 'relations-0001', 1),
      kept({ cost: { ...cost, sessions: 4 } }, 'relations-0001', 2),
    ];
    const account = accountOf(tables(2), reports, [{ partitionId: 'relations-0001', reading: 2 }]);
    expect(account.gaps).toEqual([]);
    expect(account.cost).toEqual({ sessions: 4, queries: 4, rows: 6, sizeBytes: 8, durationMs: 10 });
    expect(outcomeOf(account)).toBe('completed');
  });
});

describe('Kinds to read again', () => {
  const unsettled = (rows: number, ...reports: KeptReport[]) => unsettledKinds(tables(rows), reports, []);

  it('are those that fit neither count', () => {
    expect(unsettled(2, counted(tally(2)))).toEqual([]);
    expect(unsettled(1, counted(tally(2)))).toEqual(['table']);
    expect(unsettled(2, counted(tally(1)), recounted(tally(2)))).toEqual([]);
    expect(unsettled(2, counted(tally(1)), recounted(tally(3)))).toEqual(['table']);
  });

  it('are those of which something was dropped after it was read, as far as the later count says so', () => {
    expect(unsettled(2, counted(tally(2)), recounted(tally(1)))).toEqual(['table']);
    expect(unsettled(2, counted(tally(2)), recounted())).toEqual(['table']);
    const withheld = kept({ tallies: [tally(2)], gaps: [gap('denied', 2)] }, COUNT_REPORTS.after);
    expect(unsettled(2, counted(tally(2)), withheld)).toEqual([]);
  });
});
