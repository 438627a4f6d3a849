import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { ExtractionProgress } from '../contracts/extraction.js';
import { PROGRESS_QUERY } from '../contracts/names.js';
import { type PendingStep, pendingSteps } from './pending-steps.js';
import { type RunEnd, runEnd } from './run-outcome.js';
import type { ExtractionWorkflow } from './start-run.js';

/** Fast enough for a bar to move, slow enough that a worker spends nothing on answering. */
const POLL_INTERVAL_MS = 250;
/** A query waits for a worker; without one it would wait for the server's own 10 s. */
const QUERY_TIMEOUT_MS = 2000;
/** How often a run is asked which of its steps are tried again. */
const STEPS_INTERVAL_MS = 5000;
/** No worker has answered by then: a person should know. */
const NO_WORKER_AFTER_MS = 8000;

/** What somebody who follows a run is told. */
export interface RunObserver {
  progress(progress: ExtractionProgress): void;
  /** Called once when nobody has answered for a while. */
  noWorker(): void;
  /** Called when a step is tried again, once for the same failure. */
  retried(step: PendingStep): void;
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
  const retries = new Retries(client, handle, observer);
  try {
    for (;;) {
      const end = await Promise.race([ended, delay(POLL_INTERVAL_MS)]);
      if (end !== undefined) return end;
      await retries.look();
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

/** Looks now and then for steps that are tried again, and tells of each failure once. */
class Retries {
  readonly #client: Client;
  readonly #handle: WorkflowHandle<ExtractionWorkflow>;
  readonly #observer: RunObserver;
  readonly #told = new Set<string>();
  #lookedMs = performance.now();

  constructor(client: Client, handle: WorkflowHandle<ExtractionWorkflow>, observer: RunObserver) {
    this.#client = client;
    this.#handle = handle;
    this.#observer = observer;
  }

  async look(): Promise<void> {
    if (performance.now() - this.#lookedMs < STEPS_INTERVAL_MS) return;
    this.#lookedMs = performance.now();
    for (const step of await this.#steps()) {
      const failure = `${step.activityId} ${step.lastFailure?.category ?? ''}`;
      if (step.lastFailure === null || this.#told.has(failure)) continue;
      this.#told.add(failure);
      this.#observer.retried(step);
    }
  }

  /** None when Temporal can't be asked now. */
  async #steps(): Promise<PendingStep[]> {
    try {
      const deadline = Date.now() + QUERY_TIMEOUT_MS;
      const description = await this.#client.withDeadline(deadline, () => this.#handle.describe());
      return await pendingSteps(this.#client, description);
    } catch {
      return [];
    }
  }
}
