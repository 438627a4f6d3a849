import { Command } from 'commander';
import { type CommonOptions, withCommonOptions } from '../session.js';

interface UpCommandOptions extends CommonOptions {
  readonly once: boolean;
  readonly reset: boolean;
  readonly s3: boolean;
}

/** `sourcesense up`: the embedded stack, a worker, and an extraction of the sample database. */
export function upCommand(): Command {
  return withCommonOptions(new Command('up'))
    .description('start the embedded stack and a worker, extract the sample database, stay up until Ctrl-C')
    .option('--once', 'end after the run; the exit code says how it went', false)
    .option('--reset', 'drop the data folder first', false)
    .option('--s3', 'keep artifacts in an embedded S3 server instead of local files', false)
    .action(async (options: UpCommandOptions) => {
      const { runUp } = await import('../up/run-up.js');
      process.exitCode = await runUp(options);
    });
}
