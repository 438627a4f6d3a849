/** `npm run bench -- [--help]`: prints what docs/benchmarks.md records. */
import { Client, Connection } from '@temporalio/client';
import { lineReporter } from '../stack/progress.js';
import { serverVersion, startEngines, type BenchEngines } from './engines.js';
import { measureGenerated, type GeneratedCase } from './generated-case.js';
import { type BenchOptions, readOptions } from './options.js';
import { peerVersion } from './peers.js';
import { markdownReport } from './report.js';
import { measureSample } from './sample-case.js';
import { report, runProgram } from './program.js';

async function measureAll(engines: BenchEngines, options: BenchOptions, client: Client) {
  const sample = options.sample ? await measureSample(engines, client, report) : null;
  const generated: GeneratedCase[] = [];
  for (const shape of options.shapes) {
    const { rounds, warm } = options;
    generated.push(await measureGenerated(engines, client, { shape, rounds, warm }, report));
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
    process.stdout.write(markdownReport({ ...measured, versions, warm: options.warm }));
  } finally {
    await connection.close();
  }
}

await runProgram(main);
