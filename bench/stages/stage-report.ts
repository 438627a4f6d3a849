import { markdownTable } from '../markdown.js';
import type { MeasuredRun } from '../run-extraction.js';
import { type Stage, type StagedRun, STAGES } from './stages.js';

const PER_ROWS = 100_000;

/** The run by stages as Markdown: a line per stage, and per 100,000 rows that were read. */
export function stageReport({ clock, servers, rows }: StagedRun): string {
  const per = PER_ROWS / rows;
  const lines = Object.entries(STAGES).map(([name, what]) => {
    const stage = name as Stage;
    const { wallMs, cpuMs } = clock.costOf(stage);
    const used = servers[stage];
    return {
      label: [name, what],
      costs: [wallMs, cpuMs, used && used.source * 1e3, used && used.catalog * 1e3],
    };
  });
  // A read holds its query.
  const counted = lines.filter(({ label }) => label[0] !== 'query');
  const total = [0, 1, 2, 3].map((index) => counted.reduce((sum, { costs }) => sum + (costs[index] ?? 0), 0));
  const cells = (costs: readonly (number | undefined)[]) => [
    ...costs.map(milliseconds),
    milliseconds(costs[0] === undefined ? undefined : costs[0] * per),
    milliseconds(costs.slice(1).reduce<number>((sum, cost) => sum + (cost ?? 0), 0) * per),
  ];
  const headings = ['stage', 'what', 'wall', 'CPU here', 'CPU of the source', 'CPU of the catalog'];
  return markdownTable(
    [...headings, 'wall per 100,000 rows', 'all CPU per 100,000 rows'],
    [
      ...lines.map(({ label, costs }) => [...label, ...cells(costs)]),
      ['all', 'query aside, which read holds', ...cells(total)],
    ],
  ).join('\n');
}

/** What Temporal's history says of a run through the real workflow. */
export function temporalReport({ temporal, elapsedMs }: MeasuredRun): string {
  const { activityWaitsMs, workflowTaskWaitsMs, workflowTasksMs, idleMs } = temporal;
  const line = (what: string, values: readonly number[]) => [
    what,
    String(values.length),
    milliseconds(values.reduce((sum, value) => sum + value, 0)),
    milliseconds(Math.max(0, ...values)),
  ];
  return [
    `A first run through the workflow: ${milliseconds(elapsedMs)}, for ${milliseconds(idleMs)} of which no activity was at work.`,
    '',
    ...markdownTable(
      ['Temporal', 'times', 'in all', 'longest'],
      [
        line('activities, scheduled until started', activityWaitsMs),
        line('workflow tasks, scheduled until started', workflowTaskWaitsMs),
        line('workflow tasks, started until completed', workflowTasksMs),
      ],
    ),
  ].join('\n');
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '' : `${value.toFixed(0)} ms`;
}
