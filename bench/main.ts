/** `npm run bench -- [--help]`: prints what docs/benchmarks.md records. */
import { Client, Connection } from '@temporalio/client';
import { messageOf } from '../contracts/failure.js';
import { lineReporter } from '../stack/progress.js';
import { serverVersion, startEngines, type BenchEngines } from './engines.js';
import { measureGenerated, type GeneratedCase } from './generated-case.js';
import { type BenchOptions, readOptions } from './options.js';
import { peerVersion } from './peers.js';
import { markdownReport } from './report.js';
import { measureSample } from './sample-case.js';

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function measureAll(engines: BenchEngines, options: BenchOptions, client: Client) {
  const sample = options.sample ? await measureSample(engines, client, report) : null;
  const generated: GeneratedCase[] = [];
  for (const shape of options.shapes) {
    generated.push(await measureGenerated(engines, client, { shape, rounds: options.rounds }, report));
  }
  return { sample, generated };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const psql = await peerVersion('psql');
  const pgDump = await peerVersion('pg_dump');
  await using engines = await startEngines(pgDump, lineReporter(report));
  const connection = await Connection.connect({ address: engines.temporalAddress });
  try {
    const measured = await measureAll(engines, options, new Client({ connection }));
    const versions = {
      Node: process.versions.node,
      psql,
      pg_dump: pgDump,
      'source PostgreSQL': await serverVersion(engines.source),
      'catalog PostgreSQL': await serverVersion(engines.catalog),
      'Temporal server': (await connection.workflowService.getSystemInfo({})).serverVersion,
    };
    process.stdout.write(markdownReport({ ...measured, versions }));
  } finally {
    await connection.close();
  }
}

// An interruption ends the process by `exit`, which tells the engines to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  report(messageOf(error));
  process.exitCode = 1;
}
