import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** `sourcesense resume`: lets a paused run go on where it was. */
export function resumeCommand(): Command {
  return withCommonOptions(new Command('resume'))
    .description('let a paused run go on; what it has read is not read again')
    .argument('<run>', 'id of the run')
    .action(async (runId: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { resumeRun } = await import('../pause-run.js');
      await resumeRun(await session.temporal(), runId);
      session.terminal.object({ runId, outcome: 'running' });
      session.terminal.line(`The run ${runId} goes on.`);
    });
}
