import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { ExtractionProgress } from '../contracts/extraction.js';
import { PROGRESS_QUERY } from '../contracts/names.js';
import { type RunEnd, runEnd } from './run-outcome.js';
import type { ExtractionWorkflow } from './start-run.js';

/** Fast enough for a bar to move, slow enough that a worker spends nothing on answering. */
const POLL_INTERVAL_MS = 250;
/** A query waits for a worker; without one it would wait for the server's own 10 s. */
const QUERY_TIMEOUT_MS = 2000;
/** No worker has answered by then: a person should know. */
const NO_WORKER_AFTER_MS = 8000;

/** What somebody who follows a run is told. */
export interface RunObserver {
  progress(progress: ExtractionProgress): void;
  /** Called once when nobody has answered for a while. */
  noWorker(): void;
}

/** Follows a run to its end, telling the observer on the way; throws when the signal aborts, and the run goes on. */
export async function followRun(
  client: Client,
  handle: WorkflowHandle<ExtractionWorkflow>,
  observer: RunObserver,
  signal: AbortSignal = new AbortController().signal,
): Promise<RunEnd> {
  // The SDK adds a listener with every call it makes: one a minute while a run goes on.
  setMaxListeners(0, signal);
  const ended = runEnd(client.withAbortSignal(signal, () => handle.result()));
  const unanswered = new AbortController();
  void warnWithoutAnswer(unanswered.signal, observer);
  try {
    for (;;) {
      const end = await Promise.race([ended, delay(POLL_INTERVAL_MS)]);
      if (end !== undefined) return end;
      const progress = await queryProgress(client, handle);
      if (progress === null) continue;
      unanswered.abort();
      observer.progress(progress);
      if (progress.outcome === 'held') {
        return { outcome: 'held', category: 'held', message: progress.message ?? 'The run is held back.' };
      }
    }
  } finally {
    unanswered.abort();
  }
}

/** How far a run is; null when no worker answers now. */
export async function queryProgress(
  client: Client,
  handle: WorkflowHandle<ExtractionWorkflow>,
): Promise<ExtractionProgress | null> {
  try {
    const progress = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      handle.query<ExtractionProgress>(PROGRESS_QUERY),
    );
    if (progress.outcome !== 'running') return progress;
    // A workflow's clock stands still between its tasks: minutes, while one activity works.
    const elapsedMs = Math.max(progress.elapsedMs, Date.now() - Date.parse(progress.startedAt));
    return { ...progress, elapsedMs };
  } catch {
    return null;
  }
}

async function warnWithoutAnswer(answered: AbortSignal, observer: RunObserver): Promise<void> {
  try {
    await delay(NO_WORKER_AFTER_MS, undefined, { signal: answered, ref: false });
    observer.noWorker();
  } catch {
    // Somebody answered.
  }
}
