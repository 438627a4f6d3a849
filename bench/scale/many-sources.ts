import type { Client } from '@temporalio/client';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { messageOf } from '../../contracts/failure.js';
import { cpuSeconds } from '../cpu-time.js';
import { type BenchEngines, createDatabase, temporaryDatabase } from '../engines.js';
import { generateDatabase } from '../generate-database.js';
import { peakMemoryBytes, timed } from '../measure.js';
import { runExtraction } from '../run-extraction.js';
import { ordinaryTables } from '../shapes/tables.js';
import { startWorkerProcess } from '../worker-process.js';
import { watchSessions } from './session-watch.js';

const TABLES = 20;
const TEMPLATE = 'source_template';

/** So many runs of different sources, all started at once on one worker. */
export interface ManySources {
  readonly sources: number;
  readonly tables: number;
  /** Until the last one was published. */
  readonly elapsedMs: number;
  /** Why runs failed or were not complete; none is what it should be. */
  readonly failures: readonly string[];
  readonly objects: number;
  readonly workerCpu: number | null;
  readonly peakMemoryBytes: number | null;
  /** Most sessions at the server of the sources at once. */
  readonly sessions: number;
  readonly sessionsPerSource: number;
}

/** Extracts so many databases on one server, each of 20 tables. */
export async function measureManySources(
  engines: BenchEngines,
  client: Client,
  sources: number,
  report: (line: string) => void,
): Promise<ManySources> {
  const connections = await createSources(engines, sources);
  report(`${sources} databases made`);
  const dataDirectory = join(engines.directory, 'many-sources');
  await mkdir(dataDirectory);
  await using catalog = await temporaryDatabase(engines.catalog, 'catalog_of_many_sources');
  await using worker = await startWorkerProcess({
    temporalAddress: engines.temporalAddress,
    catalogUrl: catalog.url,
    dataDirectory,
    connections,
  });
  await using sessions = await watchSessions(engines.source);
  const before = await cpuSeconds(worker.pid);
  const { result: runs, elapsedMs } = await timed(() =>
    Promise.allSettled(Object.keys(connections).map((connection) => runExtraction(client, connection))),
  );
  const after = await cpuSeconds(worker.pid);
  return {
    sources,
    tables: TABLES,
    elapsedMs,
    failures: runs.flatMap((run) => (run.status === 'rejected' ? [reasonOf(run.reason)] : [])),
    objects: runs.reduce((sum, run) => sum + (run.status === 'fulfilled' ? run.value.objects : 0), 0),
    workerCpu: before === null || after === null ? null : after - before,
    peakMemoryBytes: await peakMemoryBytes(worker.pid),
    sessions: sessions.most.all,
    sessionsPerSource: sessions.most.perSource,
  };
}

/** Databases of the same tables; their URLs by the names of their connections. */
async function createSources(engines: BenchEngines, sources: number): Promise<Record<string, string>> {
  await generateDatabase(await createDatabase(engines.source, TEMPLATE), ordinaryTables(TABLES));
  const names = Array.from({ length: sources }, (_, index) => `source_${index + 1}`);
  const client = new pg.Client({ connectionString: engines.source.superuserUrl });
  await client.connect();
  try {
    for (const name of names) await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  } finally {
    await client.end();
  }
  return Object.fromEntries(names.map((name) => [name, engines.source.url(name)]));
}

/** What went wrong in the end: Temporal's failures wrap it. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : messageOf(error);
}
