import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import pg from 'pg';
import { CatalogConnector } from '../../catalog/connector.js';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { ExtractionInput, ExtractionProgress } from '../../contracts/extraction.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE, PROGRESS_QUERY } from '../../contracts/names.js';
import type { PostgresMajor } from '../../stack/versions.js';
import type { metadataExtractionWorkflow } from '../../workflows/index.js';
import { type CommandEnvironment, startCommand } from './command.js';
import { createDatabase, engines } from './engines.js';

type Handle = WorkflowHandle<typeof metadataExtractionWorkflow>;

/** The name under which a system's source database is configured. */
export const SOURCE = 'source';

export interface RunningWorker {
  /** Everything that it has printed so far. */
  readonly output: string;
  /** Ends the process by a signal and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** A source database, a catalog of its own and workers in processes of their own, on the shared real engines. */
export interface System extends AsyncDisposable {
  readonly sourceUrl: string;
  readonly catalogUrl: string;
  readonly environment: CommandEnvironment;
  /** Reads the catalog as a client would. */
  readonly catalog: CatalogProvider;
  startWorker(): Promise<RunningWorker>;
  start(input?: Partial<ExtractionInput>): Promise<Handle>;
  progress(handle: Handle): Promise<ExtractionProgress>;
  /** The history of a run as text, payloads decoded. */
  history(runId: string): Promise<string>;
  /** Runs statements on the source, and gives the rows of a single one. */
  onSource<R extends pg.QueryResultRow>(sql: string): Promise<R[]>;
  /** Rows of a query on the catalog database. */
  queryCatalog<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R[]>;
}

async function query<R extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Starts `sourcesense worker`, and returns when it takes work. */
export async function startWorkerProcess(environment: CommandEnvironment): Promise<RunningWorker> {
  const child: ChildProcess = startCommand(['worker'], environment);
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  let output = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        if (line.includes('worker is ready')) resolve();
      });
    }
    child.once('close', () => {
      reject(new Error(`The worker ended before it was ready:\n${output}`));
    });
  });
  return {
    get output() {
      return output;
    },
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Sets up a system whose source is an empty database of that major version. */
export async function createSystem(major: PostgresMajor, settings: CommandEnvironment = {}): Promise<System> {
  const source = await createDatabase(major, 'source');
  const catalogDatabase = await createDatabase(18, 'catalog');
  const directory = await mkdtemp(join(engines().directory, 'system-'));
  const { address } = engines().temporal;
  const environment = {
    TEMPORAL_ADDRESS: address,
    SOURCESENSE_DATA_DIRECTORY: directory,
    SOURCESENSE_CATALOG_URL: catalogDatabase.url,
    SOURCESENSE_CONNECTIONS_SOURCE_URL: source.url,
    // Tests drop most of their small sources; what is held back has a test of its own.
    SOURCESENSE_PUBLICATION_MAX_REMOVED_PERCENT: '100',
    ...settings,
  };
  const catalog = await CatalogConnector.open('enterprise', { url: catalogDatabase.url });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const workers: RunningWorker[] = [];
  return {
    sourceUrl: source.url,
    catalogUrl: catalogDatabase.url,
    environment,
    catalog,
    startWorker: async () => {
      const worker = await startWorkerProcess(environment);
      workers.push(worker);
      return worker;
    },
    start: (input = {}) =>
      client.workflow.start<typeof metadataExtractionWorkflow>(EXTRACTION_WORKFLOW, {
        workflowId: `extract/${SOURCE}/${randomUUID()}`,
        taskQueue: MAIN_TASK_QUEUE,
        args: [{ connection: SOURCE, ...input }],
      }),
    progress: (handle) => handle.query<ExtractionProgress>(PROGRESS_QUERY),
    history: async (runId) => {
      const { events } = await client.workflow.getHandle(runId).fetchHistory();
      // A Buffer has become { type, data } before the replacer sees it.
      const decoded = (_: string, value: unknown) => {
        const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
        if (type === 'Buffer') return Buffer.from(data as number[]).toString('utf8');
        return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
      };
      return JSON.stringify(events, decoded);
    },
    onSource: (sql) => query(source.url, sql),
    queryCatalog: (sql, values) => query(catalogDatabase.url, sql, values),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
      await connection.close();
      await catalog.close();
      await source[Symbol.asyncDispose]();
      await catalogDatabase[Symbol.asyncDispose]();
    },
  };
}
