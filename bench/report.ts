import { cpus, totalmem } from 'node:os';
import type { CpuByProcess } from './cpu-time.js';
import type { GeneratedCase, Round } from './generated-case.js';
import { goalsOf } from './goals.js';
import { gibibytes, markdownTable, megabytes, microseconds, ratio, seconds } from './markdown.js';
import { median } from './measure.js';
import type { SampleCase } from './sample-case.js';

export interface BenchResults {
  /** Program to version, for the heading. */
  readonly versions: Readonly<Record<string, string>>;
  /** See `BenchOptions`. */
  readonly warm: boolean;
  readonly generated: readonly GeneratedCase[];
  /** Null when it was not asked for. */
  readonly sample: SampleCase | null;
}

/** The whole report as Markdown: medians, each ratio being the median of the rounds' own ratios. */
export function markdownReport({ versions, warm, generated, sample }: BenchResults): string {
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${gibibytes(totalmem())} of memory`;
  return [
    `Machine: ${machine}.`,
    `Versions: ${Object.entries(versions)
      .map(([program, version]) => `${program} ${version}`)
      .join(', ')}.`,
    `Each worker of a generated database ${warm ? 'had extracted a small one before' : 'had just started'}.`,
    '',
    ...generatedTable(generated),
    '',
    ...cpuTable(generated, 'first', ({ firstCpu }) => firstCpu),
    '',
    ...cpuTable(generated, 'second', ({ secondCpu }) => secondCpu),
    '',
    ...perObjectTable(generated),
    '',
    ...goalTable({ generated, sample }),
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
    ['to first', (rounds) => ratio(rounds.map(({ first, second }) => second.elapsedMs / first.elapsedMs))],
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

function cpuTable(
  cases: readonly GeneratedCase[],
  which: string,
  cpuOf: (round: Round) => CpuByProcess | null,
): string[] {
  const rows = cases.map(({ shape, rounds }) => {
    const known = rounds.map(cpuOf).filter((cpu) => cpu !== null);
    const cell = (column: keyof CpuByProcess) =>
      known.length === 0 ? 'unknown' : `${median(known.map((cpu) => cpu[column])).toFixed(2)} s`;
    return [shape.title, ...CPU_COLUMNS.map(cell)];
  });
  return markdownTable([`CPU of the ${which} run: database`, ...CPU_COLUMNS], rows);
}

/** What every contestant takes for each row that an extraction reads. */
const PER_OBJECT: readonly (readonly [heading: string, totalMs: (round: Round) => number])[] = [
  ['psql COPY', ({ psqlMs }) => psqlMs],
  ['pg_dump', ({ pgDumpMs }) => pgDumpMs],
  ['first run', ({ first }) => first.elapsedMs],
  ['second run', ({ second }) => second.elapsedMs],
];

function perObjectTable(cases: readonly GeneratedCase[]): string[] {
  const rows = cases.map(({ shape, rounds }) => [
    shape.title,
    median(rounds.map(({ first }) => first.objects)).toLocaleString('en'),
    ...PER_OBJECT.map(([, totalMs]) =>
      microseconds(rounds.map((round) => totalMs(round) / round.first.objects)),
    ),
  ]);
  return markdownTable(['per object: database', 'objects', ...PER_OBJECT.map(([heading]) => heading)], rows);
}

function goalTable(results: Pick<BenchResults, 'generated' | 'sample'>): string[] {
  const rows = goalsOf(results).map(({ database, measure, byRound, figure, limit, show }) => [
    database,
    measure,
    byRound.map((value) => show(value)).join(', '),
    show(figure),
    limit === null ? '' : `at most ${show(limit)}`,
    reached(figure, limit),
  ]);
  return markdownTable(['database', 'measure', 'by round', 'figure', 'to reach', 'reached'], rows);
}

function reached(figure: number, limit: number | null): string {
  if (limit === null) return '';
  if (Number.isNaN(figure)) return 'unknown';
  return figure <= limit ? 'yes' : '**no**';
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
