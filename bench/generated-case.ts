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
import { ordinaryTables } from './shapes/tables.js';
import { startWorkerProcess } from './worker-process.js';

/** One round: every contestant once, on the same database. */
export interface Round {
  readonly psqlMs: number;
  readonly pgDumpMs: number;
  /** Into a catalog that has nothing of the database. */
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

/** What a worker extracts that is to have been running, and the name of its database and connection. */
const WARM_UP_SHAPE = ordinaryTables(20);
const WARM_UP = 'warm_up';

/** Measures a generated database of a shape, with `report` told what is being done. */
export async function measureGenerated(
  engines: BenchEngines,
  client: Client,
  { shape, rounds, warm }: { shape: Shape; rounds: number; warm: boolean },
  report: (line: string) => void,
): Promise<GeneratedCase> {
  await using warmUp = warm ? await temporaryDatabase(engines.source, WARM_UP) : null;
  if (warmUp !== null) await generateDatabase(warmUp.url, WARM_UP_SHAPE);
  const url = await createDatabase(engines.source, shape.name);
  report(`generating ${shape.title}`);
  const generation = await timed(() => generateDatabase(url, shape));
  report(`generated ${shape.title} in ${(generation.elapsedMs / 1000).toFixed(1)} s`);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    report(`${shape.title}: round ${round + 1} of ${rounds}`);
    measured.push(await measureRound(engines, client, { url, warmUpUrl: warmUp?.url ?? null, shape, round }));
  }
  return { shape, rounds: measured };
}

interface RoundOf {
  readonly url: string;
  /** Of the database that the worker extracts first. */
  readonly warmUpUrl: string | null;
  readonly shape: Shape;
  readonly round: number;
}

async function measureRound(engines: BenchEngines, client: Client, roundOf: RoundOf): Promise<Round> {
  const { url, shape, round } = roundOf;
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
      Object.assign(measured, await extractTwice(engines, client, roundOf, directory));
    },
  ];
  for (const contestant of rotated(contestants, round)) await contestant();
  return measured as Round;
}

/** In a worker and a catalog of their own, so that each round's first run is a first run. */
async function extractTwice(
  engines: BenchEngines,
  client: Client,
  { url, warmUpUrl, shape, round }: RoundOf,
  dataDirectory: string,
): Promise<Pick<Round, 'first' | 'firstCpu' | 'second' | 'secondCpu' | 'peakMemoryBytes'>> {
  const connection = shape.name;
  await using catalog = await temporaryDatabase(engines.catalog, `catalog_${shape.name}_${round}`);
  await using worker = await startWorkerProcess({
    temporalAddress: engines.temporalAddress,
    catalogUrl: catalog.url,
    dataDirectory,
    connections: { [connection]: url, ...(warmUpUrl !== null && { [WARM_UP]: warmUpUrl }) },
  });
  if (warmUpUrl !== null) await runExtraction(client, WARM_UP);
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
