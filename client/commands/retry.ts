import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';
import { leaveOnInterrupt } from './leave-on-interrupt.js';

interface RetryOptions extends CommonOptions {
  readonly wait: boolean;
}

/** `sourcesense retry`: begins a run again that failed or was cancelled, and follows it. */
export function retryCommand(): Command {
  return withCommonOptions(new Command('retry'))
    .description(
      'begin a run again that failed or was cancelled; steps whose files are there are not done again',
    )
    .argument('<run>', 'id of the run')
    .option('--no-wait', 'return once the run has begun')
    .action(async (runId: string, { wait, ...options }: RetryOptions) => {
      await using session = await openSession(options);
      const { followStarted } = await import('../extract.js');
      const { retryRun } = await import('../retry-run.js');
      const { connection, ...started } = await retryRun(await session.temporal(), runId);
      const onStarted = () => {
        leaveOnInterrupt(session.terminal, runId);
      };
      const { exitCode } = await followStarted(session, started, connection, { wait, onStarted });
      process.exitCode = exitCode;
    });
}
