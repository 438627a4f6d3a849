import type { CatalogProvider, RunRecord } from '../catalog/provider.js';
import { type Change, CHANGE_TYPES, type ChangeType } from '../diff/change.js';
import { type ComparedRun, diffRuns } from '../diff/diff-runs.js';
import { type FailOn, SEVERITIES, type Severity } from '../diff/rules/rules.js';
import { referredRun, runBefore } from './run-reference.js';

type Catalog = Pick<
  CatalogProvider,
  'getRun' | 'publishedRuns' | 'readSameDatabase' | 'objectsOf' | 'getSchemaLedger' | 'getGaps'
>;

/** One of the two runs, as the report names it. */
export interface ReportedRun {
  readonly runId: string;
  readonly connection: string;
  readonly databaseName: string | null;
  readonly startedAt: Date;
}

/** What `diff` prints. */
export interface DiffReport {
  readonly before: ReportedRun;
  readonly after: ReportedRun;
  /** Whether both read one and the same database, so that renames are known by the source's own identities. */
  readonly sameDatabase: boolean;
  readonly counts: Readonly<Record<ChangeType, number>>;
  readonly severities: Readonly<Record<Severity, number>>;
  /** Objects that differ only because something else was renamed. */
  readonly followed: number;
  readonly changes: readonly Change[];
  readonly failOn: FailOn;
  /** Whether there is a change as severe as `failOn`. */
  readonly failed: boolean;
}

export interface DiffRequest {
  /** References of the runs; without the second, the first is compared with the run before it. */
  readonly runs: readonly [string, string?];
  readonly statistics: boolean;
  readonly failOn: FailOn;
}

/** Compares two published runs. Throws `invalid_input` when there is no such run, or nothing of it is visible. */
export async function diffReport(catalog: Catalog, request: DiffRequest): Promise<DiffReport> {
  const { statistics, failOn } = request;
  const [before, after] = await comparedRuns(catalog, request.runs);
  const sameDatabase = await catalog.readSameDatabase(before.runId, after.runId);
  const { changes, followed } = await diffRuns({
    before: await comparedRun(catalog, before, after, 'the earlier run'),
    after: await comparedRun(catalog, after, before, 'the later run'),
    readBefore: (kind) => catalog.objectsOf(before.runId, kind),
    ...{ sameDatabase, statistics },
  });
  const counts = Object.fromEntries(
    CHANGE_TYPES.map((type) => [type, changes.filter(({ change }) => change === type).length]),
  ) as Record<ChangeType, number>;
  const severities = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, changes.filter((one) => one.severity === severity).length]),
  ) as Record<Severity, number>;
  return {
    ...{ before: reportedRun(before), after: reportedRun(after), sameDatabase },
    ...{ counts, severities, followed, changes, failOn, failed: fails(severities, failOn) },
  };
}

/** The runs in the order they are compared in: as named, or the one before first. */
async function comparedRuns(
  catalog: Catalog,
  [first, second]: DiffRequest['runs'],
): Promise<readonly [RunRecord, RunRecord]> {
  const run = await referredRun(catalog, first);
  if (second !== undefined) return [run, await referredRun(catalog, second)];
  return [await runBefore(catalog, run), run];
}

async function comparedRun(
  catalog: Catalog,
  { runId, facts, filter }: RunRecord,
  other: RunRecord,
  called: string,
): Promise<ComparedRun> {
  return {
    database: facts?.databaseName ?? '',
    read: (kind) => catalog.objectsOf(runId, kind, other.runId),
    scope: {
      ...{ called, filter },
      ledger: await catalog.getSchemaLedger(runId),
      gaps: await catalog.getGaps(runId),
    },
  };
}

function reportedRun({ runId, connection, facts, startedAt }: RunRecord): ReportedRun {
  return { runId, connection, databaseName: facts?.databaseName ?? null, startedAt };
}

function fails(severities: DiffReport['severities'], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1).some((severity) => severities[severity] > 0);
}
