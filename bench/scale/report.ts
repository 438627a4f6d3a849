import { markdownTable, megabytes } from '../markdown.js';
import type { ContinuedRun } from './continued-run.js';
import type { ManySources } from './many-sources.js';
import type { SharedRun } from './shared-run.js';

const seconds = (value: number | null) => (value === null ? 'unknown' : `${value.toFixed(1)} s`);

/** Runs of one database by more and more workers, as ratios to the first of them. */
export function sharedRunsReport(title: string, runs: readonly SharedRun[]): string[] {
  const [first] = runs;
  const headings = [
    'workers',
    'first run',
    'to one worker',
    'CPU of each worker',
    'of the source',
    'steps of each',
    'sessions at most',
  ];
  const rows = runs.map((run) => [
    String(run.workers),
    seconds(run.elapsedMs / 1000),
    `${(run.elapsedMs / (first?.elapsedMs ?? NaN)).toFixed(2)} x`,
    run.workerCpu.map(seconds).join(', '),
    seconds(run.sourceCpu),
    run.steps.join(', '),
    String(run.sessions),
  ]);
  return [`${title}, workers that share a run:`, '', ...markdownTable(headings, rows)];
}

export function manySourcesReport(measured: ManySources): string[] {
  const headings = [
    'sources',
    'tables each',
    'all published after',
    'failed',
    'objects',
    'CPU of the worker',
    'worker peak',
    'sessions at most',
    'on one source',
  ];
  const { sources, tables, elapsedMs, failures, objects, workerCpu, sessions, sessionsPerSource } = measured;
  const row = [
    ...[sources, tables].map(String),
    seconds(elapsedMs / 1000),
    ...[failures.length, objects].map(String),
    seconds(workerCpu),
    megabytes([measured.peakMemoryBytes]),
    ...[sessions, sessionsPerSource].map(String),
  ];
  return ['Sources at once on one worker:', '', ...markdownTable(headings, [row]), ...new Set(failures)];
}

export function continuedRunReport(title: string, run: ContinuedRun): string[] {
  const headings = [
    'suggested after',
    'continuations',
    'events of each execution',
    'run',
    'one that does not',
    'kinds that differ',
  ];
  const row = [
    `${run.suggestedAfter} events`,
    String(run.continuations),
    run.events.join(', '),
    seconds(run.elapsedMs / 1000),
    seconds(run.undisturbedMs / 1000),
    run.differentKinds.join(', ') || 'none',
  ];
  return [`${title}, a run that continues as new:`, '', ...markdownTable(headings, [row])];
}
