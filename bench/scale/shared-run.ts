import type { Client } from '@temporalio/client';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cpuSeconds } from '../cpu-time.js';
import { type BenchEngines, temporaryDatabase } from '../engines.js';
import { runExtraction } from '../run-extraction.js';
import { startWorkerProcess, type WorkerProcess } from '../worker-process.js';
import { watchSessions } from './session-watch.js';

/** One first run that so many workers share: one task queue, one folder of artifacts. */
export interface SharedRun {
  readonly workers: number;
  readonly elapsedMs: number;
  /** Seconds of CPU of each worker; null where the system does not tell. */
  readonly workerCpu: readonly (number | null)[];
  readonly sourceCpu: number | null;
  /** Activities that each worker began. */
  readonly steps: readonly number[];
  /** Most sessions on the source at once, those of workers that wait for one among them. */
  readonly sessions: number;
}

/** Extracts a database into an empty catalog by so many workers that have just started. */
export async function measureSharedRun(
  engines: BenchEngines,
  client: Client,
  { url, connection, workers }: { url: string; connection: string; workers: number },
): Promise<SharedRun> {
  const dataDirectory = join(engines.directory, `${connection}-shared-by-${workers}`);
  await mkdir(dataDirectory);
  await using catalog = await temporaryDatabase(engines.catalog, `catalog_shared_by_${workers}`);
  const settings = {
    temporalAddress: engines.temporalAddress,
    catalogUrl: catalog.url,
    dataDirectory,
    connections: { [connection]: url },
  };
  const processes: WorkerProcess[] = [];
  try {
    while (processes.length < workers) processes.push(await startWorkerProcess(settings));
    return { workers, ...(await measureRun(engines, client, { connection, processes })) };
  } finally {
    await Promise.all(processes.map((worker) => worker[Symbol.asyncDispose]()));
  }
}

async function measureRun(
  engines: BenchEngines,
  client: Client,
  { connection, processes }: { connection: string; processes: readonly WorkerProcess[] },
): Promise<Omit<SharedRun, 'workers'>> {
  await using sessions = await watchSessions(engines.source);
  const cpu = () => Promise.all([engines.source, ...processes].map(({ pid }) => cpuSeconds(pid)));
  const before = await cpu();
  const { elapsedMs, result } = await runExtraction(client, connection);
  const [sourceCpu = null, ...workerCpu] = (await cpu()).map((seconds, index) => {
    const earlier = before[index] ?? null;
    return seconds === null || earlier === null ? null : seconds - earlier;
  });
  const identities = await stepsByIdentity(client, result.runId);
  return {
    elapsedMs,
    workerCpu,
    sourceCpu,
    // A worker calls itself `<process>@<host>` unless told otherwise.
    steps: processes.map(({ pid }) => identities.filter((name) => name.startsWith(`${pid}@`)).length),
    sessions: sessions.most.perSource,
  };
}

/** Who began each activity of a run, one entry per activity. */
async function stepsByIdentity(client: Client, runId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(runId).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) =>
    started == null ? [] : [started.identity ?? ''],
  );
}
