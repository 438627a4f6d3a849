/**
 * `node dist/bench/cancellation/main.js [tables] [rounds]`: cancels and pauses runs of a generated database at every stage, and
 * prints how long it takes until they are closed and the source is left alone; what docs/benchmarks.md records.
 */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type Stage, STAGES } from '../../contracts/extraction.js';
import { lineReporter } from '../../stack/progress.js';
import { type BenchEngines, createDatabase, startEngines } from '../engines.js';
import { generateDatabase } from '../generate-database.js';
import { markdownTable, seconds } from '../markdown.js';
import { peerVersion } from '../peers.js';
import { ordinaryTables } from '../shapes/tables.js';
import { writeConfig } from '../worker-process.js';
import { SourceSessions } from './source-sessions.js';
import { type Cancelled, cancelAt, pauseAt, type Struck } from './strike.js';
import { startStruckWorker } from './struck-worker.js';
import { report, runProgram } from '../program.js';

const DEFAULT_TABLES = 3000;
const DEFAULT_ROUNDS = 5;
/** How long after a stage began, one after the other: at once, in the middle of its work, and later. */
const AFTER_MS = [0, 20, 100, 200, 400];
/** Stages at which a pause finds a session on the source. */
const PAUSED_AT: readonly Stage[] = ['discoverSchemas', 'extractColumns', 'extractObjects'];

function afterMs(round: number): number {
  return AFTER_MS[round % AFTER_MS.length] ?? 0;
}

/** The largest, in seconds. */
function worst(milliseconds: readonly number[]): string {
  return `${(Math.max(...milliseconds) / 1000).toFixed(2)} s`;
}

async function inRounds<T>(rounds: number, work: (afterMs: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let round = 0; round < rounds; round++) done.push(await work(afterMs(round)));
  return done;
}

function cancelledRow(stage: Stage, cancelled: readonly Cancelled[]): string[] {
  const closed = cancelled.map(({ closedMs }) => closedMs);
  const late = cancelled.filter(({ status }) => status !== 'CANCELLED').length;
  const left = cancelled.map(({ leftMs }) => leftMs);
  return [stage, String(cancelled.length), seconds(closed), worst(closed), worst(left), String(late)];
}

async function measure(struck: Struck, rounds: number): Promise<string[]> {
  const cancelled: string[][] = [];
  for (const stage of STAGES) {
    report(`cancelling at ${stage}`);
    cancelled.push(cancelledRow(stage, await inRounds(rounds, (after) => cancelAt(struck, stage, after))));
  }
  const paused: string[][] = [];
  for (const stage of PAUSED_AT) {
    report(`pausing at ${stage}`);
    const last = await inRounds(rounds, (after) => pauseAt(struck, stage, after));
    paused.push([stage, String(last.length), seconds(last), worst(last)]);
  }
  const closedHeadings = ['closed after (median)', 'closed after (worst)', 'no session left after (worst)'];
  return [
    ...markdownTable(['cancelled at', 'runs', ...closedHeadings, 'were over'], cancelled),
    '',
    ...markdownTable(['paused at', 'runs', 'last query begun after (median)', '(worst)'], paused),
  ];
}

async function measureOn(engines: BenchEngines, tables: number, rounds: number): Promise<string[]> {
  const connection = 'source';
  const url = await createDatabase(engines.source, connection);
  report(`generating ${tables} tables`);
  await generateDatabase(url, ordinaryTables(tables));
  const catalogUrl = await createDatabase(engines.catalog, 'catalog');
  const dataDirectory = join(engines.directory, 'worker');
  await mkdir(dataDirectory);
  const { temporalAddress } = engines;
  const settings = { temporalAddress, catalogUrl, dataDirectory, connections: { [connection]: url } };
  await using worker = await startStruckWorker(await writeConfig(settings));
  await using sessions = await SourceSessions.open(url);
  const temporal = await Connection.connect({ address: temporalAddress });
  try {
    return await measure(
      { client: new Client({ connection: temporal }), worker, sessions, connection },
      rounds,
    );
  } finally {
    await temporal.close();
  }
}

async function main(): Promise<void> {
  const [tables = DEFAULT_TABLES, rounds = DEFAULT_ROUNDS] = process.argv.slice(2).map(Number);
  await using engines = await startEngines(await peerVersion('pg_dump'), lineReporter(report));
  const lines = await measureOn(engines, tables, rounds);
  const machine = `${availableParallelism()} cores, ${tables} tables`;
  process.stdout.write([machine, '', ...lines, ''].join('\n'));
}

await runProgram(main);
