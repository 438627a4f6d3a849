/** `node dist/bench/scale/main.js [--help]`: prints what docs/benchmarks.md records under "Scale". */
import { Client, Connection } from '@temporalio/client';
import { Command, Option } from 'commander';
import { lineReporter } from '../../stack/progress.js';
import { type BenchEngines, createDatabase, startEngines } from '../engines.js';
import { generateDatabase } from '../generate-database.js';
import { tableCount } from '../options.js';
import { ordinaryTables } from '../shapes/tables.js';
import { measureContinuedRun } from './continued-run.js';
import { measureManySources } from './many-sources.js';
import { continuedRunReport, manySourcesReport, sharedRunsReport } from './report.js';
import { measureSharedRun, type SharedRun } from './shared-run.js';
import { report, runProgram } from '../program.js';

const PARTS = ['workers', 'sources', 'continued'] as const;
type Part = (typeof PARTS)[number];

/** The server that sources are on; what is compared here is not `pg_dump`, which reads no newer one than itself. */
const SOURCE_VERSION = '18';
const WORKERS = [1, 2, 4];

interface ScaleOptions {
  readonly parts: readonly Part[];
  readonly tables: number;
  readonly sources: number;
  readonly suggestedAfter: number;
}

function readOptions(args: readonly string[]): ScaleOptions {
  return new Command('scale')
    .description(
      'Measures several workers on one run, many sources on one worker, and a run that continues as new.',
    )
    .addOption(new Option('--parts <part...>', 'what to measure').choices(PARTS).default(PARTS))
    .option(
      '--tables <count>',
      'tables of the database that workers share, and that a run continues over',
      tableCount,
      10_000,
    )
    .option('--sources <count>', 'databases that are extracted at once', tableCount, 200)
    .option(
      '--suggested-after <events>',
      'events after which the server suggests to continue as new',
      tableCount,
      100,
    )
    .parse(args, { from: 'user' })
    .opts<ScaleOptions>();
}

async function measure(engines: BenchEngines, client: Client, options: ScaleOptions): Promise<string[]> {
  const { parts, tables, sources, suggestedAfter } = options;
  const lines: string[] = [];
  if (parts.includes('sources')) {
    lines.push(...manySourcesReport(await measureManySources(engines, client, sources, report)), '');
  }
  if (!parts.includes('workers') && !parts.includes('continued')) return lines;
  const shape = ordinaryTables(tables);
  const source = { url: await createDatabase(engines.source, shape.name), connection: shape.name };
  report(`generating ${shape.title}`);
  await generateDatabase(source.url, shape);
  if (parts.includes('workers')) {
    const runs: SharedRun[] = [];
    for (const workers of WORKERS) {
      report(`${shape.title}: ${workers} workers`);
      runs.push(await measureSharedRun(engines, client, { ...source, workers }));
    }
    lines.push(...sharedRunsReport(shape.title, runs), '');
  }
  if (parts.includes('continued')) {
    const reporter = lineReporter(report);
    const run = await measureContinuedRun(engines, { ...source, suggestedAfter, reporter });
    lines.push(...continuedRunReport(shape.title, run), '');
  }
  return lines;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await using engines = await startEngines(SOURCE_VERSION, lineReporter(report));
  const connection = await Connection.connect({ address: engines.temporalAddress });
  try {
    process.stdout.write((await measure(engines, new Client({ connection }), options)).join('\n'));
  } finally {
    await connection.close();
  }
}

await runProgram(main);
