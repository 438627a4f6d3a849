import type { Client } from '@temporalio/client';
import type { ExtractionInput } from '../contracts/extraction.js';
import { messageOf, redact } from '../contracts/failure.js';
import { EXIT_CODES } from './exit-codes.js';
import { followRun } from './follow-run.js';
import type { PendingStep } from './pending-steps.js';
import { describeStep } from './render/pending-steps.js';
import { progressDisplay } from './render/progress.js';
import { renderReport } from './render/run-report.js';
import type { RunEnd } from './run-outcome.js';
import { reportFromCatalog, reportOfEnd, type RunReport } from './run-report.js';
import type { Session } from './session.js';
import { type RunHandle, type StartedRun, startRun } from './start-run.js';
import type { Terminal } from './terminal.js';
import { uiLink } from './ui-link.js';

export interface ExtractionOptions extends FollowOptions {
  /** Two extractions of a connection with the same logical time are one run; now unless given. */
  readonly logicalTime?: Date;
}

export interface FollowOptions {
  /** Whether to follow the run to its end. */
  readonly wait: boolean;
  /** Told the run's id once it has started. */
  readonly onStarted?: (runId: string) => void;
  /** Aborted to stop following; the run goes on. */
  readonly signal?: AbortSignal;
}

export interface FinishedExtraction {
  readonly exitCode: number;
  /** Where the run is shown in the Temporal UI. */
  readonly uiUrl: string | null;
}

/** Starts an extraction, follows it and prints what landed. With JSON: one event per line, `finished` the last. */
export async function extract(
  session: Session,
  input: ExtractionInput,
  options: ExtractionOptions,
): Promise<FinishedExtraction> {
  const client = await session.temporal();
  const started = await startRun(client, input, options.logicalTime);
  return followStarted(session, started, input.connection, options);
}

/** Follows a run that was started, in the same way. */
export async function followStarted(
  session: Session,
  { handle, temporalRunId }: StartedRun,
  connection: string,
  options: FollowOptions,
): Promise<FinishedExtraction> {
  const { terminal, config } = session;
  const client = await session.temporal();
  const run = { runId: handle.workflowId, connection, startedAt: new Date() };
  const uiUrl = uiLink(config.temporal, run.runId, temporalRunId);
  terminal.object({ event: 'started', ...run, temporalRunId, uiUrl });
  terminal.line(`Started run ${run.runId}.`);
  options.onStarted?.(run.runId);
  if (!options.wait) return { exitCode: EXIT_CODES.completed, uiUrl };

  const end = await followToEnd(session, client, handle, options.signal);
  const report = reportOfEnd(run, end, await knownToCatalog(session, run.runId));
  terminal.object({ event: 'finished', ...report, uiUrl });
  printReport(terminal, report);
  return { exitCode: report.outcome === 'running' ? EXIT_CODES.failed : EXIT_CODES[report.outcome], uiUrl };
}

/** What landed on standard output; the sentence of a failure on standard error, as any command's. */
function printReport(terminal: Terminal, report: RunReport): void {
  if (terminal.json) return;
  const text = renderReport(report, terminal.colors);
  if (report.outcome === 'failed') terminal.note(text);
  else terminal.line(text);
}

async function followToEnd(
  { terminal }: Session,
  client: Client,
  handle: RunHandle,
  signal?: AbortSignal,
): Promise<RunEnd> {
  const display = progressDisplay(terminal);
  // Also when a signal ends the process: the bar hides the cursor.
  process.once('exit', display.end);
  try {
    const observer = {
      progress: display.show,
      noWorker: () => {
        terminal.note('No worker has taken the run yet. Start one: sourcesense worker');
      },
      retried: (step: PendingStep) => {
        terminal.note(describeStep(step));
      },
    };
    return await followRun(client, handle, observer, signal);
  } finally {
    process.removeListener('exit', display.end);
    display.end();
  }
}

/** The run's files and gaps; a catalog that can't be reached from here does not change how the run ended. */
async function knownToCatalog(session: Session, runId: string): Promise<RunReport | null> {
  try {
    return await reportFromCatalog(await session.catalog(), runId);
  } catch (error) {
    session.terminal.note(`The run's files are not listed: ${redact(messageOf(error))}`);
    return null;
  }
}
