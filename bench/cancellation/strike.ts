import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { ExtractionInput, Stage } from '../../contracts/extraction.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE, PAUSE_UPDATE } from '../../contracts/names.js';
import type { SourceSessions } from './source-sessions.js';
import type { StruckWorker } from './struck-worker.js';

/** A system under measurement. */
export interface Struck {
  readonly client: Client;
  readonly worker: StruckWorker;
  readonly sessions: SourceSessions;
  readonly connection: string;
}

/** One run that was cancelled. */
export interface Cancelled {
  /** From the request until the workflow was closed. */
  readonly closedMs: number;
  /** From the request until no session was left on the source; those that are kept for the next step stay for 5 s. */
  readonly leftMs: number;
  /** `COMPLETED` where the stage was over before it heard of the request. */
  readonly status: string;
}

const POLL_MS = 50;
/** After a pause, how long queries are looked for. */
const LOOK_AFTER_PAUSE_MS = 8000;

let runs = 0;

/** A run whose stage has begun; `afterMs` later. */
async function runAt({ client, worker, connection }: Struck, stage: Stage, afterMs: number) {
  const begun = new Promise<void>((resolve) => {
    worker.at(stage, resolve);
  });
  runs += 1;
  const handle = await client.workflow.start(EXTRACTION_WORKFLOW, {
    workflowId: `extract/${connection}/${runs}`,
    taskQueue: MAIN_TASK_QUEUE,
    args: [{ connection, full: true, allowRemovals: true } satisfies ExtractionInput],
  });
  await begun;
  await delay(afterMs);
  return handle;
}

/** Cancels a run so many milliseconds after a stage of it has begun. */
export async function cancelAt(struck: Struck, stage: Stage, afterMs: number): Promise<Cancelled> {
  const handle = await runAt(struck, stage, afterMs);
  const requestedMs = performance.now();
  // A run that was published meanwhile is no more to be cancelled.
  await handle.cancel().catch(() => undefined);
  await handle.result().catch(() => undefined);
  const closedMs = performance.now() - requestedMs;
  while ((await struck.sessions.count()) > 0) await delay(POLL_MS);
  const leftMs = performance.now() - requestedMs;
  return { closedMs, leftMs, status: (await handle.describe()).status.name };
}

/** Pauses a run when a stage has begun; returns how long after the request the last query began, in milliseconds. */
export async function pauseAt(struck: Struck, stage: Stage, afterMs: number): Promise<number> {
  const handle = await runAt(struck, stage, afterMs);
  const requestedMs = Date.now();
  await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
  let lastMs = requestedMs;
  while (Date.now() < requestedMs + LOOK_AFTER_PAUSE_MS) {
    lastMs = Math.max(lastMs, await struck.sessions.latestQueryMs());
    await delay(POLL_MS);
  }
  await handle.cancel();
  await handle.result().catch(() => undefined);
  return lastMs - requestedMs;
}
