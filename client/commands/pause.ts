import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface PauseOptions extends CommonOptions {
  readonly reason?: string;
}

/** `sourcesense pause`: leaves the source alone for as long as the run is not resumed. */
export function pauseCommand(): Command {
  return withCommonOptions(new Command('pause'))
    .description('pause a run: its source is read no more, within seconds, until it is resumed')
    .argument('<run>', 'id of the run')
    .option('--reason <text>', 'why; shown wherever the run is')
    .action(async (runId: string, { reason, ...options }: PauseOptions) => {
      await using session = await openSession(options);
      const { pauseRun } = await import('../pause-run.js');
      await pauseRun(await session.temporal(), runId, reason === undefined ? {} : { reason });
      session.terminal.object({ runId, outcome: 'paused' });
      session.terminal.line(`Paused the run ${runId}. To go on: sourcesense resume ${runId}`);
    });
}
