import type { GeneratedCase, Round } from './generated-case.js';
import { megabytes, ratio, seconds } from './markdown.js';
import { median } from './measure.js';
import type { SampleCase } from './sample-case.js';
import { ordinaryTables } from './shapes/tables.js';

/** A figure, and what it is to be at most. */
export interface Goal {
  readonly database: string;
  readonly measure: string;
  readonly byRound: readonly number[];
  /** The median of the rounds; of memory the most, since a limit must hold always. */
  readonly figure: number;
  /** Null where nothing was set. */
  readonly limit: number | null;
  readonly show: (value: number) => string;
}

/** What was set for databases of so many tables, before they were first measured. */
interface TableGoals {
  /** At most so many times `pg_dump`. */
  readonly toPgDump: number;
  readonly peakBytes: number;
  /** At most so much of the first run, when nothing has changed since. */
  readonly unchangedToFirst?: number;
}

const TABLE_GOALS: Readonly<Record<string, TableGoals>> = {
  [ordinaryTables(1_000).name]: { toPgDump: 3, peakBytes: 250e6 },
  [ordinaryTables(10_000).name]: { toPgDump: 1, peakBytes: 350e6, unchangedToFirst: 0.25 },
  [ordinaryTables(50_000).name]: { toPgDump: 1, peakBytes: 400e6 },
};

/** From start to published. */
const SAMPLE_LIMIT_MS = 1000;

/** Everything that something is to be reached for, and the ratio to the floor, which tells where the rest is lost. */
export function goalsOf({
  generated,
  sample,
}: {
  readonly generated: readonly GeneratedCase[];
  readonly sample: SampleCase | null;
}): Goal[] {
  const goals = generated.flatMap((measured) => [
    ...tableGoals(measured),
    ...perObjectGoals(measured, generated),
  ]);
  return sample === null ? goals : [...goals, sampleGoal(sample)];
}

function tableGoals({ shape, rounds }: GeneratedCase): Goal[] {
  const set = TABLE_GOALS[shape.name];
  const peaks = rounds.map(({ peakMemoryBytes }) => peakMemoryBytes ?? Number.NaN);
  return [
    ratioGoal(
      shape.title,
      'first run to psql COPY',
      null,
      rounds,
      ({ first, psqlMs }) => first.elapsedMs / psqlMs,
    ),
    ratioGoal(
      shape.title,
      'first run to pg_dump',
      set?.toPgDump ?? null,
      rounds,
      ({ first, pgDumpMs }) => first.elapsedMs / pgDumpMs,
    ),
    ratioGoal(
      shape.title,
      'unchanged second run to first',
      set?.unchangedToFirst ?? null,
      rounds,
      ({ first, second }) => second.elapsedMs / first.elapsedMs,
    ),
    {
      ...{ database: shape.title, measure: 'worker peak', byRound: peaks, figure: Math.max(...peaks) },
      limit: set?.peakBytes ?? null,
      show: (bytes) => megabytes([bytes]),
    },
  ];
}

/** An unusual shape's time per object, to that of ordinary tables with as many columns; no worse is what was set. */
function perObjectGoals({ shape, rounds }: GeneratedCase, all: readonly GeneratedCase[]): Goal[] {
  const yardstick = all.find((other) => other.shape.name === ordinaryTables(shape.comparableTables).name);
  if (yardstick === undefined || yardstick.shape.name === shape.name) return [];
  const compared = (what: string, limit: number | null, perObject: (round: Round) => number) => {
    const usual = median(yardstick.rounds.map(perObject));
    const measure = `${what} per object, to ${yardstick.shape.title}`;
    return ratioGoal(shape.title, measure, limit, rounds, (round) => perObject(round) / usual);
  };
  return [
    compared('first run', 1, ({ first }) => first.elapsedMs / first.objects),
    compared('pg_dump', null, ({ first, pgDumpMs }) => pgDumpMs / first.objects),
    compared('CPU of the first run', null, cpuPerObject),
  ];
}

function cpuPerObject({ firstCpu, first }: Round): number {
  if (firstCpu === null) return Number.NaN;
  const { worker, source, catalog, temporal } = firstCpu;
  return (worker + source + catalog + temporal) / first.objects;
}

function ratioGoal(
  database: string,
  measure: string,
  limit: number | null,
  rounds: readonly Round[],
  of: (round: Round) => number,
): Goal {
  const byRound = rounds.map(of);
  return { database, measure, byRound, figure: median(byRound), limit, show: (value) => ratio([value]) };
}

function sampleGoal({ runs }: SampleCase): Goal {
  const byRound = runs.map(({ elapsedMs }) => elapsedMs);
  return {
    ...{ database: 'sample database', measure: 'from start to published', figure: median(byRound) },
    ...{ byRound: [], limit: SAMPLE_LIMIT_MS, show: (elapsedMs) => seconds([elapsedMs]) },
  };
}
