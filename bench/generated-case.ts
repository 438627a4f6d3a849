import type { Client } from '@temporalio/client';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cpuBetween, cpuByProcess, type CpuByProcess } from './cpu-time.js';
import { createDatabase, temporaryDatabase, type BenchEngines } from './engines.js';
import { generateDatabase } from './generate-database.js';
import { peakMemoryBytes, rotated, timed } from './measure.js';
import { copyCatalog, dumpSchema } from './peers.js';
import { runExtraction, type MeasuredRun } from './run-extraction.js';
import type { Shape } from './shapes/shape.js';
import { startWorkerProcess } from './worker-process.js';

/** One round: every contestant once, on the same database. */
export interface Round {
  readonly psqlMs: number;
  readonly pgDumpMs: number;
  /** Into an empty catalog. */
  readonly first: MeasuredRun;
  /** Seconds of CPU that each process used for the first run; null where the system does not tell. */
  readonly firstCpu: CpuByProcess | null;
  /** Straight after it, the source unchanged: incremental. */
  readonly second: MeasuredRun;
  readonly secondCpu: CpuByProcess | null;
  /** Of the worker, over both runs. */
  readonly peakMemoryBytes: number | null;
}

export interface GeneratedCase {
  readonly shape: Shape;
  readonly rounds: readonly Round[];
}

/** Measures a generated database of a shape, with `report` told what is being done. */
export async function measureGenerated(
  engines: BenchEngines,
  client: Client,
  { shape, rounds }: { shape: Shape; rounds: number },
  report: (line: string) => void,
): Promise<GeneratedCase> {
  const url = await createDatabase(engines.source, shape.name);
  report(`generating ${shape.title}`);
  const generation = await timed(() => generateDatabase(url, shape));
  report(`generated ${shape.title} in ${(generation.elapsedMs / 1000).toFixed(1)} s`);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    report(`${shape.title}: round ${round + 1} of ${rounds}`);
    measured.push(await measureRound(engines, client, { url, shape, round }));
  }
  return { shape, rounds: measured };
}

interface RoundOf {
  readonly url: string;
  readonly shape: Shape;
  readonly round: number;
}

async function measureRound(
  engines: BenchEngines,
  client: Client,
  { url, shape, round }: RoundOf,
): Promise<Round> {
  const directory = join(engines.directory, `${shape.name}-round-${round}`);
  await mkdir(directory);
  const measured: { -readonly [Key in keyof Round]?: Round[Key] } = {};
  const contestants = [
    async () => {
      measured.psqlMs = (await timed(() => copyCatalog(url, engines.sourceMajor, directory))).elapsedMs;
    },
    async () => {
      measured.pgDumpMs = (await timed(() => dumpSchema(url, directory))).elapsedMs;
    },
    async () => {
      Object.assign(measured, await extractTwice(engines, client, { url, shape, round }, directory));
    },
  ];
  for (const contestant of rotated(contestants, round)) await contestant();
  return measured as Round;
}

/** In a worker and a catalog of their own, so that each round's first run is a first run. */
async function extractTwice(
  engines: BenchEngines,
  client: Client,
  { url, shape, round }: RoundOf,
  dataDirectory: string,
): Promise<Pick<Round, 'first' | 'firstCpu' | 'second' | 'secondCpu' | 'peakMemoryBytes'>> {
  const connection = shape.name;
  await using catalog = await temporaryDatabase(engines.catalog, `catalog_${shape.name}_${round}`);
  await using worker = await startWorkerProcess({
    temporalAddress: engines.temporalAddress,
    catalogUrl: catalog.url,
    dataDirectory,
    connections: { [connection]: url },
  });
  const pids = {
    worker: worker.pid,
    source: engines.source.pid,
    catalog: engines.catalog.pid,
    temporal: engines.temporalPid,
  };
  const before = await cpuByProcess(pids);
  const first = await runExtraction(client, connection);
  const between = await cpuByProcess(pids);
  const second = await runExtraction(client, connection);
  const secondCpu = cpuBetween(between, await cpuByProcess(pids));
  const firstCpu = cpuBetween(before, between);
  return { first, firstCpu, second, secondCpu, peakMemoryBytes: await peakMemoryBytes(worker.pid) };
}
