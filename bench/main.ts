/** `npm run bench -- [--tables 1000,10000] [--runs 3] [--no-sample]`: prints what docs/benchmarks.md records. */
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { lineReporter } from '../stack/progress.js';
import { BUILT_SERVERS } from '../stack/versions.js';
import { startEngines, type BenchEngines } from './engines.js';
import { measureGenerated, type GeneratedCase } from './generated-case.js';
import { majorOf, peerVersion } from './peers.js';
import { markdownReport, type BenchResults } from './report.js';
import { measureSample } from './sample-case.js';

interface BenchOptions {
  readonly tables: readonly number[];
  readonly rounds: number;
  readonly sample: boolean;
}

function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tables: { type: 'string', default: '1000,10000' },
      runs: { type: 'string', default: '3' },
      'no-sample': { type: 'boolean', default: false },
    },
  });
  return {
    tables: values.tables.split(',').map((text) => wholeNumber('--tables', text)),
    rounds: wholeNumber('--runs', values.runs),
    sample: !values['no-sample'],
  };
}

function wholeNumber(flag: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new SourceSenseError('invalid_input', `${flag} takes whole numbers above 0, not "${text}".`);
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function measureAll(
  engines: BenchEngines,
  options: BenchOptions,
): Promise<Omit<BenchResults, 'versions'>> {
  const connection = await Connection.connect({ address: engines.temporalAddress });
  try {
    const client = new Client({ connection });
    const sample = options.sample ? await measureSample(engines, client, report) : null;
    const generated: GeneratedCase[] = [];
    for (const tables of options.tables) {
      generated.push(await measureGenerated(engines, client, { tables, rounds: options.rounds }, report));
    }
    return { sample, generated };
  } finally {
    await connection.close();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const psql = await peerVersion('psql');
  const pgDump = await peerVersion('pg_dump');
  await using engines = await startEngines(majorOf(pgDump), lineReporter(report));
  const measured = await measureAll(engines, options);
  const versions = {
    Node: process.version,
    psql,
    pg_dump: pgDump,
    'source PostgreSQL': String(engines.sourceMajor),
    'Temporal CLI': BUILT_SERVERS.temporal.version,
  };
  process.stdout.write(markdownReport({ ...measured, versions }));
}

// An interruption ends the process by `exit`, which tells the engines to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  report(messageOf(error));
  process.exitCode = 1;
}
