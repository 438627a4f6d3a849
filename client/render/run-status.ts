import { isOpen } from '../../contracts/extraction.js';
import type { RunStatus } from '../describe-run.js';
import { describeProgress } from './progress.js';
import { describeStep } from './pending-steps.js';
import { formatDuration } from './quantities.js';

/** Where a run stands, as a few lines of text. */
export function renderStatus(status: RunStatus, uiUrl: string | null): string {
  const { runId, outcome, startedAt, elapsedMs, progress, steps, message } = status;
  const goesOn = isOpen(outcome);
  return [
    `run      ${runId}`,
    `outcome  ${outcome}${message === undefined ? '' : `: ${message}`}`,
    `started  ${startedAt.toISOString()}, ${formatDuration(elapsedMs)}${goesOn ? ' ago' : ' long'}`,
    ...(outcome === 'running' || outcome === 'paused' || (goesOn && progress === null)
      ? [`progress ${runningLine(progress)}`]
      : []),
    ...steps.map((step, index) => `${index === 0 ? 'steps' : ''.padEnd(5)}    ${describeStep(step)}`),
    ...(uiUrl === null ? [] : [`ui       ${uiUrl}`]),
  ].join('\n');
}

function runningLine(progress: RunStatus['progress']): string {
  return progress === null ? 'no worker answers; start one: sourcesense worker' : describeProgress(progress);
}
