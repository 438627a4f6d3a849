import { Client, Connection } from '@temporalio/client';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogConnector } from '../../catalog/connector.js';
import { findTemporal } from '../../stack/find-server.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import type { StackReporter } from '../../stack/progress.js';
import { startTemporal } from '../../stack/temporal.js';
import { type BenchEngines, temporaryDatabase } from '../engines.js';
import { runExtraction } from '../run-extraction.js';
import { startWorkerProcess } from '../worker-process.js';

/** A run of a large source that continued as new, and one that did not. */
export interface ContinuedRun {
  /** Events after which the server suggested to continue as new. */
  readonly suggestedAfter: number;
  readonly continuations: number;
  /** Events of each execution, the first one first. */
  readonly events: readonly number[];
  readonly elapsedMs: number;
  readonly undisturbedMs: number;
  /** Kinds of which the two catalogs say different things; none is what it should be. */
  readonly differentKinds: readonly string[];
}

export interface ContinuedOptions {
  readonly url: string;
  readonly connection: string;
  readonly suggestedAfter: number;
  readonly reporter: StackReporter;
}

/** Extracts a database twice, each time into a catalog of its own: as ever, and with a server that suggests it early. */
export async function measureContinuedRun(
  engines: BenchEngines,
  { url, connection, suggestedAfter, reporter }: ContinuedOptions,
): Promise<ContinuedRun> {
  const undisturbed = await extract(engines, engines.temporalAddress, 'undisturbed', { url, connection });
  const directory = join(engines.directory, 'continued-temporal');
  await mkdir(directory);
  const ledger = new ProcessLedger(directory);
  try {
    const executable = await findTemporal(undefined, reporter);
    const dynamicConfig = { 'limit.historyCount.suggestContinueAsNew': suggestedAfter };
    const { address } = await startTemporal({
      ...{ executable, directory, ledger, reporter, dynamicConfig },
      headless: true,
    });
    const continued = await extract(engines, address, 'continued', { url, connection });
    return {
      suggestedAfter,
      continuations: continued.events.length - 1,
      events: continued.events,
      elapsedMs: continued.elapsedMs,
      undisturbedMs: undisturbed.elapsedMs,
      differentKinds: differences(undisturbed.digest, continued.digest),
    };
  } finally {
    await ledger.stopAll();
  }
}

interface Extracted {
  readonly elapsedMs: number;
  readonly events: readonly number[];
  /** Of what the catalog says, by kind. */
  readonly digest: Readonly<Record<string, string>>;
}

async function extract(
  engines: BenchEngines,
  temporalAddress: string,
  name: string,
  source: { readonly url: string; readonly connection: string },
): Promise<Extracted> {
  const dataDirectory = join(engines.directory, name);
  await mkdir(dataDirectory);
  await using catalogDatabase = await temporaryDatabase(engines.catalog, `catalog_${name}`);
  const worker = await startWorkerProcess({
    ...{ temporalAddress, dataDirectory },
    catalogUrl: catalogDatabase.url,
    connections: { [source.connection]: source.url },
  });
  const connection = await Connection.connect({ address: temporalAddress });
  const catalog = await CatalogConnector.open('enterprise', { url: catalogDatabase.url });
  try {
    const client = new Client({ connection });
    const { elapsedMs, result } = await runExtraction(client, source.connection);
    return {
      elapsedMs,
      events: await eventsOfExecutions(client, result.runId),
      digest: await catalog.contentDigest(source.connection),
    };
  } finally {
    await worker[Symbol.asyncDispose]();
    await catalog.close();
    await connection.close();
  }
}

/** How many events each execution of a workflow has; the last one names the first, and each the one after it. */
async function eventsOfExecutions(client: Client, workflowId: string): Promise<number[]> {
  const { events: last } = await client.workflow.getHandle(workflowId).fetchHistory();
  const counts: number[] = [];
  let runId = last?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
  while (runId != null) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    counts.push(events?.length ?? 0);
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return counts;
}

/** Databases say since when their statistics are counted, and what was read meanwhile: no two reads are alike. */
const PASSING_KINDS = new Set(['database']);

function differences(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): string[] {
  const kinds = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...kinds].filter((kind) => !PASSING_KINDS.has(kind) && one[kind] !== other[kind]);
}
