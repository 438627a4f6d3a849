/** The fault harness: `npm run faults -- --help`. */
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { type Part, PARTS } from './fault.js';
import { runCampaign } from './campaign.js';

interface Options {
  readonly seed?: string;
  readonly faults: string;
  readonly lanes: string;
  readonly perRun: string;
  readonly part: readonly Part[];
  readonly slow: boolean;
  readonly scenario?: string;
  readonly strike?: string;
  readonly report?: string;
  readonly evidence?: string;
  readonly histories?: string;
  readonly keep: boolean;
}

const program = new Command('faults')
  .description('Makes everything fail that can, and checks that nothing is lost, doubled or left over.')
  .option('--seed <number>', 'decides what happens when; printed, so that it can be replayed')
  .option('--faults <number>', 'faults to plan', '120')
  .option('--lanes <number>', 'runs at the same time, each on servers of its own', '4')
  .option('--per-run <number>', 'faults of a run, of those that it must survive', '3')
  .addOption(new Option('--part <names...>', 'faults of some parts only').choices(PARTS).default(PARTS))
  .option('--slow', 'also those that take more than twenty seconds each', false)
  .option('--scenario <number>', 'only this one of the plan')
  .option('--strike <fault@activity/phase>', 'only this one')
  .option('--report <file>', 'write everything that happened as JSON')
  .option('--evidence <folder>', 'keep the logs and histories of runs with violations')
  .option('--histories <folder>', 'keep the histories of all runs')
  .option('--keep', "keep the servers' folder", false);

const options = program.parse().opts<Options>();
const seed = Number(options.seed ?? Date.now() % 1_000_000);
const directory = await mkdtemp(join(tmpdir(), 'sourcesense-faults-'));
if (!options.keep) {
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true });
  });
}
// Ends the servers too, which know their owner.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const report = await runCampaign({
  directory,
  seed,
  faults: Number(options.faults),
  lanes: Number(options.lanes),
  parts: options.part,
  perRun: Number(options.perRun),
  slow: options.slow,
  ...(options.scenario !== undefined && { scenario: Number(options.scenario) }),
  ...(options.strike !== undefined && { strike: options.strike }),
  ...(options.evidence !== undefined && { evidence: options.evidence }),
  ...(options.histories !== undefined && { histories: options.histories }),
  say: (line) => process.stdout.write(`${line}\n`),
});
if (options.report !== undefined) await writeFile(options.report, JSON.stringify(report, undefined, 2));
process.exitCode = report.isGood ? 0 : 1;
