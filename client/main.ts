#!/usr/bin/env node
/** The `sourcesense` command. Commands load what they need when they run, so that `--help` is instant. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { messageOf, redact, SourceSenseError } from '../contracts/failure.js';
import { annotateCommand } from './commands/annotate.js';
import { annotationsCommand } from './commands/annotations.js';
import { artifactsCommand } from './commands/artifacts.js';
import { catalogCommand } from './commands/catalog.js';
import { cancelCommand } from './commands/cancel.js';
import { codecServerCommand } from './commands/codec-server.js';
import { configCommand } from './commands/config.js';
import { confirmCommand } from './commands/confirm.js';
import { diffCommand } from './commands/diff.js';
import { doctorCommand } from './commands/doctor.js';
import { exportCommand } from './commands/export.js';
import { extractCommand } from './commands/extract.js';
import { lintCommand } from './commands/lint.js';
import { listCommand } from './commands/list.js';
import { objectsCommand } from './commands/objects.js';
import { pauseCommand } from './commands/pause.js';
import { previewCommand } from './commands/preview.js';
import { resultsCommand } from './commands/results.js';
import { resumeCommand } from './commands/resume.js';
import { retryCommand } from './commands/retry.js';
import { scheduleCommand } from './commands/schedule.js';
import { searchCommand } from './commands/search.js';
import { showCommand } from './commands/show.js';
import { statisticsCommand } from './commands/statistics.js';
import { statusCommand } from './commands/status.js';
import { upCommand } from './commands/up.js';
import { workerCommand } from './commands/worker.js';
import { EXIT_CODES } from './exit-codes.js';

function createProgram(): Command {
  const program = new Command('sourcesense')
    .description('Durable metadata extraction for SQL databases.')
    .version(packageVersion());
  const commands = [
    upCommand(),
    extractCommand(),
    previewCommand(),
    statusCommand(),
    resultsCommand(),
    lintCommand(),
    diffCommand(),
    statisticsCommand(),
    listCommand(),
    objectsCommand(),
    showCommand(),
    searchCommand(),
    annotateCommand(),
    annotationsCommand(),
    exportCommand(),
    artifactsCommand(),
    catalogCommand(),
    confirmCommand(),
    pauseCommand(),
    resumeCommand(),
    cancelCommand(),
    retryCommand(),
    scheduleCommand(),
    workerCommand(),
    codecServerCommand(),
    doctorCommand(),
    configCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  throwInsteadOfExit(program);
  return program;
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Errors of libraries often say what they were about only, and leave what happened to their cause. */
function sentence(error: unknown): string {
  const isBare =
    !(error instanceof SourceSenseError) && error instanceof Error && error.cause instanceof Error;
  return isBare ? `${error.message}: ${messageOf(error.cause)}` : messageOf(error);
}

/** One sentence on standard error, and with `--json` the same as an object on standard output. No stack. */
function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
  const category = error instanceof SourceSenseError ? error.category : 'internal';
  const message = redact(sentence(error));
  process.stderr.write(`${message}\n`);
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ event: 'error', category, message })}\n`);
  }
  return category === 'invalid_input' ? EXIT_CODES.usage : EXIT_CODES.failed;
}

// Whoever read our output has seen enough: `sourcesense export json <run> | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT_CODES.completed);
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error);
}
