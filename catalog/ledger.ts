import {
  COUNT_REPORTS,
  type ExtractionResult,
  type Gap,
  type LedgerLine,
  type SchemaLedgerLine,
  type SourceCost,
  type StepReport,
} from '../contracts/extraction.js';
import { isStatisticsKind, type Kind } from '../contracts/kinds/index.js';
import type { PublishInput } from './provider.js';

/** What a step reported, and of which reading. */
export interface KeptReport {
  readonly partitionId: string;
  readonly reading: number;
  readonly report: StepReport;
}

/** Rows of a kind and schema that landed. */
export interface ExtractedRows {
  readonly kind: Kind;
  readonly schemaName: string | null;
  readonly rows: number;
}

/** What a run amounts to, by what landed and by its steps' reports. */
export interface RunAccount {
  readonly ledger: readonly SchemaLedgerLine[];
  readonly gaps: readonly Gap[];
  readonly cost: SourceCost;
}

type Amount = Exclude<keyof LedgerLine, 'kind' | 'difference'>;
type Line = { -readonly [Field in keyof SchemaLedgerLine]: SchemaLedgerLine[Field] };
type Lines = Map<string, Line>;
type Place = Pick<SchemaLedgerLine, 'kind' | 'schemaName'>;

const keyOf = ({ kind, schemaName }: Place) => JSON.stringify([kind, schemaName]);

function add(lines: Lines, { kind, schemaName }: Place, amounts: Partial<Record<Amount, number>>): void {
  const key = keyOf({ kind, schemaName });
  const none = { counted: 0, extracted: 0, unchanged: 0, filtered: 0, denied: 0, failed: 0, difference: 0 };
  const line = lines.get(key) ?? { kind, schemaName, ...none };
  for (const [amount, value] of Object.entries(amounts)) line[amount as Amount] += value;
  line.difference =
    line.counted - line.extracted - line.unchanged - line.filtered - line.denied - line.failed;
  lines.set(key, line);
}

function linesOf(extracted: readonly ExtractedRows[], reports: readonly KeptReport[]): Lines {
  const lines: Lines = new Map();
  for (const place of extracted) add(lines, place, { extracted: place.rows });
  for (const { report } of reports) {
    for (const tally of report.tallies) {
      const { counted, filtered, unchanged = 0 } = tally;
      // What is unchanged has landed with what was extracted.
      add(lines, tally, { counted, filtered, unchanged, extracted: -unchanged });
    }
    for (const gap of report.gaps) {
      if (gap.status === 'denied' || gap.status === 'failed') add(lines, gap, { [gap.status]: gap.objects });
    }
  }
  return lines;
}

/** A run's lines by the source's count before anything was read, and by the one taken afterwards, if it was. */
interface TwoCounts {
  readonly first: Lines;
  readonly second: Lines;
  /** Of all reports those of each partition's last reading: of the two counts, and of the steps between them. */
  readonly before: readonly KeptReport[];
  readonly after: readonly KeptReport[];
  readonly steps: readonly KeptReport[];
}

function twoCounts(
  extracted: readonly ExtractedRows[],
  reports: readonly KeptReport[],
  partitions: PublishInput['partitions'],
): TwoCounts {
  const readings = new Map(partitions.map(({ partitionId, reading }) => [partitionId, reading]));
  const last = reports.filter(
    ({ partitionId, reading }) => (readings.get(partitionId) ?? reading) === reading,
  );
  const counts = (id: string) => last.filter(({ partitionId }) => partitionId === id);
  const [before, after] = [counts(COUNT_REPORTS.before), counts(COUNT_REPORTS.after)];
  const steps = last.filter((report) => !before.includes(report) && !after.includes(report));
  const first = linesOf(extracted, [...steps, ...before]);
  const second = after.length === 0 ? first : linesOf(extracted, [...steps, ...after]);
  return { first, second, before, after, steps };
}

function addsUp(lines: Lines, key: string): boolean {
  return (lines.get(key)?.difference ?? 0) === 0;
}

/**
 * Adds up a run: tallies and gaps of each partition's last reading, and the source's own counts. A line is held against
 * the count taken before anything was read, or against the one taken afterwards if only that one fits: autovacuum makes
 * statistics, and users make objects, at any time. Where neither fits the first stays: a loss is not explained away; but
 * for statistics that are more than before and less than after, since each of them stands for itself.
 */
export function accountOf(
  extracted: readonly ExtractedRows[],
  reports: readonly KeptReport[],
  partitions: PublishInput['partitions'],
): RunAccount {
  const { first, second, before, after, steps } = twoCounts(extracted, reports, partitions);
  const chosen = (key: string) => (!addsUp(first, key) && addsUp(second, key) ? second : first);
  const gapsOf = (from: readonly KeptReport[]) => from.flatMap(({ report }) => report.gaps);
  const lineOf = (key: string) => {
    const line = chosen(key).get(key);
    const isBetween = (first.get(key)?.difference ?? 0) * (second.get(key)?.difference ?? 0) < 0;
    return line !== undefined && isBetween && isStatistics(line) ? addedUp(line) : line;
  };
  return {
    ledger: [...new Set([...first.keys(), ...second.keys()])].flatMap((key) => lineOf(key) ?? []),
    gaps: [
      ...gapsOf(before).filter((gap) => chosen(keyOf(gap)) === first),
      ...gapsOf(after).filter((gap) => chosen(keyOf(gap)) !== first),
      ...withoutRepeats(gapsOf(steps)),
    ],
    cost: costOf(reports),
  };
}

/**
 * Kinds, statistics aside, of which something was found that neither count knows, or that the later one knows no more:
 * what was dropped after it was read. Rights that were lost meanwhile change no count, and what was read stays.
 */
export function unsettledKinds(
  extracted: readonly ExtractedRows[],
  reports: readonly KeptReport[],
  partitions: PublishInput['partitions'],
): Kind[] {
  const { first, second } = twoCounts(extracted, reports, partitions);
  const isUnsettled = (key: string) =>
    !addsUp(second, key) && (!addsUp(first, key) || first.get(key)?.counted !== second.get(key)?.counted);
  const lines = new Map([...first, ...second]);
  const unsettled = [...lines].filter(([key, line]) => !isStatistics(line) && isUnsettled(key));
  return [...new Set(unsettled.map(([, { kind }]) => kind))];
}

/** Statistics, which an ANALYZE makes and replaces at any time. */
function isStatistics({ kind }: Place): boolean {
  return isStatisticsKind(kind);
}

/** A line whose objects were extracted while more of them came: counted as far as they had come. */
function addedUp(line: SchemaLedgerLine): SchemaLedgerLine {
  return { ...line, counted: line.counted - line.difference, difference: 0 };
}

/** Several stages that meet the same locked table each tell of it: one of these gaps is enough. */
function withoutRepeats(gaps: readonly Gap[]): Gap[] {
  const said = new Set<string>();
  return gaps.filter((gap) => {
    const { kind, schemaName, objectName, status, sqlState } = gap;
    const key = JSON.stringify([kind, schemaName, objectName, status, sqlState]);
    const isRepeat = status === 'partial' && said.has(key);
    said.add(key);
    return !isRepeat;
  });
}

/** What all attempts that reported cost, replaced readings included. */
function costOf(reports: readonly KeptReport[]): SourceCost {
  const total = { sessions: 0, queries: 0, rows: 0, sizeBytes: 0, durationMs: 0 };
  for (const { cost } of reports.map(({ report }) => report)) {
    total.sessions = Math.max(total.sessions, cost.sessions);
    for (const amount of ['queries', 'rows', 'sizeBytes', 'durationMs'] as const)
      total[amount] += cost[amount];
  }
  return total;
}

/** A ledger by schema as one by kind. */
export function ledgerPerKind(lines: readonly SchemaLedgerLine[]): LedgerLine[] {
  const kinds: Lines = new Map();
  for (const { kind, counted, extracted, unchanged, filtered, denied, failed } of lines) {
    add(kinds, { kind, schemaName: null }, { counted, extracted, unchanged, filtered, denied, failed });
  }
  return [...kinds.values()].map((line): LedgerLine => {
    const { kind, counted, extracted, unchanged, filtered, denied, failed, difference } = line;
    return { kind, counted, extracted, unchanged, filtered, denied, failed, difference };
  });
}

/** Green only when nothing was withheld and every sum adds up. */
export function outcomeOf({
  ledger,
  gaps,
}: Pick<RunAccount, 'ledger' | 'gaps'>): ExtractionResult['outcome'] {
  const complete = gaps.length === 0 && ledger.every(({ difference }) => difference === 0);
  return complete ? 'completed' : 'completed_with_gaps';
}
