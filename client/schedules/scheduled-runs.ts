import type { Client, ScheduleExecutionResult } from '@temporalio/client';
import type { CatalogReader } from '../../catalog/provider.js';
import { isOpen, type RunOutcome } from '../../contracts/extraction.js';
import { type ListedRun, runsOfIds } from '../list-runs.js';

/** A run that a schedule started. */
export interface ScheduledRun {
  readonly runId: string;
  /** When it was due, its random delay included; of a triggered run, when somebody asked for it. */
  readonly scheduledAt: Date;
  readonly startedAt: Date;
  /** Unknown where Temporal keeps it no more and the catalog never knew it. */
  readonly outcome: RunOutcome | 'unknown';
  /** Null while it goes on, and where it is unknown. */
  readonly durationMs: number | null;
}

type Catalog = Pick<CatalogReader, 'getRun'>;

/**
 * What became of runs, newest first. Temporal knows those it still keeps, and also those that never reached the catalog; the
 * catalog, where there is one, those whose time in Temporal is over.
 */
export async function scheduledRuns(
  client: Client,
  catalog: Catalog | null,
  started: readonly ScheduleExecutionResult[],
): Promise<ScheduledRun[]> {
  const ids = started.map(({ action }) => action.workflow.workflowId);
  const listed = await runsOfIds(client, ids);
  const runs: ScheduledRun[] = [];
  for (const execution of started) {
    runs.push(await scheduledRun(execution, listed, catalog));
  }
  return runs.reverse();
}

/** How many of the latest runs failed one after the other; those that go on don't count. */
export function failuresInARow(runs: readonly ScheduledRun[]): number {
  const ended = runs.filter(({ outcome }) => outcome === 'unknown' || !isOpen(outcome));
  const other = ended.findIndex(({ outcome }) => outcome !== 'failed');
  return other < 0 ? ended.length : other;
}

async function scheduledRun(
  { action, scheduledAt, takenAt }: ScheduleExecutionResult,
  listed: ReadonlyMap<string, ListedRun>,
  catalog: Catalog | null,
): Promise<ScheduledRun> {
  const runId = action.workflow.workflowId;
  const base = { runId, scheduledAt, startedAt: takenAt };
  const known = listed.get(runId);
  if (known !== undefined) return { ...base, outcome: known.outcome, durationMs: known.durationMs };
  const record = (await catalog?.getRun(runId)) ?? null;
  if (record === null) return { ...base, outcome: 'unknown', durationMs: null };
  const { startedAt, endedAt, outcome } = record;
  return {
    ...base,
    outcome: outcome ?? (record.status === 'running' ? 'running' : 'unknown'),
    durationMs: endedAt === null ? null : endedAt.getTime() - startedAt.getTime(),
  };
}
