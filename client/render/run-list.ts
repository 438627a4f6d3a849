import type { ListedRun } from '../list-runs.js';
import { formatDuration } from './quantities.js';
import { textTable } from './text-table.js';

/** The list of runs as a table. */
export function renderRuns(runs: readonly ListedRun[]): string {
  if (runs.length === 0) return 'No runs yet. Start one: sourcesense extract <connection>';
  return textTable([
    ['RUN', 'CONNECTION', 'OUTCOME', 'STARTED', 'DURATION'],
    ...runs.map(({ runId, connection, outcome, startedAt, durationMs }) => [
      runId,
      connection ?? '',
      outcome,
      startedAt.toISOString(),
      durationMs === null ? '' : formatDuration(durationMs),
    ]),
  ]);
}
