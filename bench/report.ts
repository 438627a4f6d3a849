import { cpus, totalmem } from 'node:os';
import type { CpuByProcess } from './cpu-time.js';
import type { GeneratedCase, Round } from './generated-case.js';
import { median } from './measure.js';
import type { SampleCase } from './sample-case.js';

export interface BenchResults {
  /** Program to version, for the heading. */
  readonly versions: Readonly<Record<string, string>>;
  readonly generated: readonly GeneratedCase[];
  /** Null when it was not asked for. */
  readonly sample: SampleCase | null;
}

/** The whole report as Markdown: medians, each ratio being the median of the rounds' own ratios. */
export function markdownReport({ versions, generated, sample }: BenchResults): string {
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${gibibytes(totalmem())} of memory`;
  return [
    `Machine: ${machine}.`,
    `Versions: ${Object.entries(versions)
      .map(([program, version]) => `${program} ${version}`)
      .join(', ')}.`,
    '',
    ...generatedTable(generated),
    '',
    ...cpuTable(generated),
    '',
    ...(sample === null ? [] : [...sampleTable(sample), '']),
  ].join('\n');
}

const GENERATED_COLUMNS: readonly (readonly [heading: string, cell: (rounds: readonly Round[]) => string])[] =
  [
    ['psql COPY', (rounds) => seconds(rounds.map(({ psqlMs }) => psqlMs))],
    ['pg_dump', (rounds) => seconds(rounds.map(({ pgDumpMs }) => pgDumpMs))],
    ['first run', (rounds) => seconds(rounds.map(({ first }) => first.elapsedMs))],
    ['to psql', (rounds) => ratio(rounds.map(({ first, psqlMs }) => first.elapsedMs / psqlMs))],
    ['to pg_dump', (rounds) => ratio(rounds.map(({ first, pgDumpMs }) => first.elapsedMs / pgDumpMs))],
    ['second run', (rounds) => seconds(rounds.map(({ second }) => second.elapsedMs))],
    ['to pg_dump', (rounds) => ratio(rounds.map(({ second, pgDumpMs }) => second.elapsedMs / pgDumpMs))],
    ['worker peak', (rounds) => megabytes(rounds.map((round) => round.peakMemoryBytes))],
    ['activities', (rounds) => String(median(rounds.map(({ first }) => first.activities)))],
    ['events', (rounds) => String(median(rounds.map(({ first }) => first.historyEvents)))],
  ];

function generatedTable(cases: readonly GeneratedCase[]): string[] {
  const rows = cases.map(({ shape, rounds }) => [
    shape.title,
    String(rounds.length),
    ...GENERATED_COLUMNS.map(([, cell]) => cell(rounds)),
  ]);
  return markdownTable(['database', 'rounds', ...GENERATED_COLUMNS.map(([heading]) => heading)], rows);
}

const CPU_COLUMNS = ['worker', 'source', 'catalog', 'temporal'] as const;

function cpuTable(cases: readonly GeneratedCase[]): string[] {
  const rows = cases.map(({ shape, rounds }) => {
    const known = rounds.map(({ firstCpu }) => firstCpu).filter((cpu) => cpu !== null);
    const cell = (column: keyof CpuByProcess) =>
      known.length === 0 ? 'unknown' : `${median(known.map((cpu) => cpu[column])).toFixed(2)} s`;
    return [shape.title, ...CPU_COLUMNS.map(cell)];
  });
  return markdownTable(['CPU of the first run: database', ...CPU_COLUMNS], rows);
}

function sampleTable({ runs, peakMemoryBytes }: SampleCase): string[] {
  const elapsed = runs.map(({ elapsedMs }) => elapsedMs);
  const row = [
    String(runs.length),
    `${median(elapsed).toFixed(0)} ms`,
    `${Math.min(...elapsed).toFixed(0)} ms`,
    `${Math.max(...elapsed).toFixed(0)} ms`,
    megabytes([peakMemoryBytes]),
    String(median(runs.map(({ activities }) => activities))),
    String(median(runs.map(({ historyEvents }) => historyEvents))),
  ];
  return markdownTable(
    ['sample database, runs', 'median', 'fastest', 'slowest', 'worker peak', 'activities', 'events'],
    [row],
  );
}

function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---:')), ...rows.map(line)];
}

function seconds(milliseconds: readonly number[]): string {
  return `${(median(milliseconds) / 1000).toFixed(2)} s`;
}

function ratio(ratios: readonly number[]): string {
  return `${median(ratios).toFixed(2)} x`;
}

/** The largest of all: a limit must hold always, not on average. */
function megabytes(peaks: readonly (number | null)[]): string {
  const largest = Math.max(...peaks.map((bytes) => bytes ?? Number.NaN)) / 1e6;
  return Number.isNaN(largest) ? 'unknown' : `${largest.toFixed(0)} MB`;
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(0)} GiB`;
}
