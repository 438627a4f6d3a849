/**
 * `npm run bench:reading -- [--help]`: makes catalogs of 200,000 columns and measures how long reading them takes, class of
 * questions by class; prints what docs/benchmarks.md records.
 */
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { CatalogProvider } from '../../catalog/provider.js';
import { lineReporter } from '../../stack/progress.js';
import { markdownTable } from '../markdown.js';
import { CATALOG_MAJOR, type OpenedCatalog, useCatalogs } from './catalogs.js';
import { cpuMs } from './cpu-clock.js';
import { makeCatalog } from './made-catalog.js';
import { measureQuestions, type Timing } from './measure-questions.js';
import { type MeasuredProvider, readReadingOptions } from './options.js';
import { readingQuestions } from './questions.js';
import { report, runProgram } from '../program.js';

const SOURCE = 'bench';

/** Makes the catalog unless it is there, and takes in what was published. */
async function prepare(catalog: CatalogProvider, tables: number): Promise<void> {
  const startedMs = performance.now();
  const runs = await catalog.listRuns(1);
  if (runs.length === 0) await makeCatalog(catalog, SOURCE, tables);
  const madeMs = performance.now();
  const taken = await catalog.reading.refresh(SOURCE);
  const refreshedMs = performance.now();
  report(`made in ${(madeMs - startedMs).toFixed(0)} ms`);
  report(`${taken.toLocaleString('en')} versions taken in after ${(refreshedMs - madeMs).toFixed(0)} ms`);
}

function row(provider: MeasuredProvider, name: string, timing: Timing): string[] {
  const { p50Ms, p95Ms, maxMs, cpuP95Ms } = timing;
  const times = [p50Ms, p95Ms, maxMs, cpuP95Ms].map((ms) =>
    ms === null ? 'unknown' : `${ms.toFixed(1)} ms`,
  );
  return [provider, name, String(timing.questions), ...times];
}

async function measure(
  { catalog, serverPid }: OpenedCatalog,
  provider: MeasuredProvider,
): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [name, questions] of Object.entries(await readingQuestions(catalog, SOURCE))) {
    const timing = await measureQuestions(questions, () => cpuMs(serverPid));
    rows.push(row(provider, name, timing));
    report(`${provider}, ${name}: p95 ${timing.p95Ms.toFixed(1)} ms; the slowest was ${timing.slowest}`);
  }
  return rows;
}

async function main(): Promise<void> {
  const { providers, tables, directory } = readReadingOptions(process.argv.slice(2));
  await using catalogs = await useCatalogs(directory, lineReporter(report));
  const rows: string[][] = [];
  for (const provider of providers) {
    const opened = await catalogs.open(provider, `tables_${tables}`);
    await using catalog = opened.catalog;
    await prepare(catalog, tables);
    rows.push(...(await measure(opened, provider)));
  }
  const headings = ['provider', 'questions', 'number', 'p50', 'p95', 'longest', 'p95 of CPU'];
  const machine = `${availableParallelism()} cores, Node ${process.versions.node}, PostgreSQL ${CATALOG_MAJOR}`;
  const lines = [`${tables.toLocaleString('en')} tables of 20 columns; ${machine}`, ''];
  process.stdout.write([...lines, ...markdownTable(headings, rows), ''].join('\n'));
}

await runProgram(main);
