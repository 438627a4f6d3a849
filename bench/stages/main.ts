/** `node dist/bench/stages/main.js [--tables 10000]`: where the time of one extraction goes, stage by stage. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Command } from 'commander';
import { loadConfig } from '../../config/load.js';
import { lineReporter } from '../../stack/progress.js';
import { buildDeps } from '../../workers/build-deps.js';
import { type BenchEngines, createDatabase, startEngines } from '../engines.js';
import { generateDatabase } from '../generate-database.js';
import { tableCount } from '../options.js';
import { peerVersion } from '../peers.js';
import { type MeasuredRun, runExtraction } from '../run-extraction.js';
import { ordinaryTables } from '../shapes/tables.js';
import { startWorkerProcess, type WorkerSettings, writeConfig } from '../worker-process.js';
import { runStages } from './run-stages.js';
import { stageReport, temporalReport } from './stage-report.js';
import type { StagedRun } from './stages.js';
import { report, runProgram } from '../program.js';

const CONNECTION = 'generated';

/** An empty catalog, and a folder of their own for artifacts. */
async function settingsFor(engines: BenchEngines, url: string, run: string): Promise<WorkerSettings> {
  const dataDirectory = join(engines.directory, run);
  await mkdir(dataDirectory);
  return {
    temporalAddress: engines.temporalAddress,
    catalogUrl: await createDatabase(engines.catalog, `catalog_${run}`),
    dataDirectory,
    connections: { [CONNECTION]: url },
  };
}

async function measureStages(engines: BenchEngines, url: string): Promise<StagedRun> {
  const settings = await settingsFor(engines, url, 'stages');
  // Our environment may not change what is measured.
  const { config } = loadConfig({ file: await writeConfig(settings), environment: {} });
  await using deps = await buildDeps(config);
  const { source, catalog, sourceMajor, temporalPid } = engines;
  const pids = { worker: process.pid, source: source.pid, catalog: catalog.pid, temporal: temporalPid };
  return await runStages({ deps, connection: CONNECTION, url, sourceMajor, pids });
}

async function measureWorkflow(engines: BenchEngines, url: string): Promise<MeasuredRun> {
  const worker = await startWorkerProcess(await settingsFor(engines, url, 'workflow'));
  const connection = await Connection.connect({ address: engines.temporalAddress });
  try {
    return await runExtraction(new Client({ connection }), CONNECTION);
  } finally {
    await connection.close();
    await worker[Symbol.asyncDispose]();
  }
}

async function main(): Promise<void> {
  const { tables } = new Command('stages')
    .description('Measures one extraction of a generated database stage by stage, nothing overlapping.')
    .option('--tables <count>', 'tables of 20 columns', tableCount, 10_000)
    .parse()
    .opts<{ tables: number }>();
  await using engines = await startEngines(await peerVersion('pg_dump'), lineReporter(report));
  const url = await createDatabase(engines.source, 'generated');
  report(`generating ${tables} tables`);
  await generateDatabase(url, ordinaryTables(tables));
  report('running stage by stage');
  const staged = await measureStages(engines, url);
  report('running through the workflow');
  const run = await measureWorkflow(engines, url);
  process.stdout.write(`${stageReport(staged)}\n\n${temporalReport(run)}\n`);
}

await runProgram(main);
