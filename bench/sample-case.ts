import type { Client } from '@temporalio/client';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSampleDatabase } from '../sample-db/load.js';
import { createDatabase, type BenchEngines } from './engines.js';
import { peakMemoryBytes } from './measure.js';
import { runExtraction, type MeasuredRun } from './run-extraction.js';
import { startWorkerProcess } from './worker-process.js';

const SAMPLE_RUNS = 20;

export interface SampleCase {
  readonly runs: readonly MeasuredRun[];
  /** Of the worker, over all runs. */
  readonly peakMemoryBytes: number | null;
}

/** Extracts the sample database 20 times on a warm stack: the first run, which warms it, is not among them. */
export async function measureSample(
  engines: BenchEngines,
  client: Client,
  report: (line: string) => void,
): Promise<SampleCase> {
  const url = await createDatabase(engines.source, 'sample');
  await loadSampleDatabase(url);
  const dataDirectory = join(engines.directory, 'sample-data');
  await mkdir(dataDirectory);
  await using worker = await startWorkerProcess({
    temporalAddress: engines.temporalAddress,
    catalogUrl: await createDatabase(engines.catalog, 'catalog_sample'),
    dataDirectory,
    connections: { sample: url },
  });
  await runExtraction(client, 'sample');
  const runs: MeasuredRun[] = [];
  for (let run = 1; run <= SAMPLE_RUNS; run++) {
    runs.push(await runExtraction(client, 'sample'));
    if (run % 5 === 0) report(`sample database: run ${run} of ${SAMPLE_RUNS}`);
  }
  return { runs, peakMemoryBytes: await peakMemoryBytes(worker.pid) };
}
