import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';

interface PauseOptions extends CommonOptions {
  readonly reason?: string;
}

/** `sourcesense schedule pause`. */
export function pauseCommand(): Command {
  return withCommonOptions(new Command('pause'))
    .description('keep a schedule from starting runs; the run that goes on is not stopped')
    .argument('<connection>', 'name of the connection')
    .option('--reason <text>', 'why, for those who meet it')
    .action(async (connection: string, options: PauseOptions) => {
      await using session = await openSession(options);
      const { pauseSchedule } = await import('../../schedules/pause.js');
      const state = await pauseSchedule(await session.temporal(), connection, options.reason);
      session.terminal.object({ connection, ...state });
      const verb = state.changed ? 'is paused' : 'was paused already';
      session.terminal.line(`The schedule of ${connection} ${verb}: ${state.note}`);
    });
}

/** `sourcesense schedule resume`. */
export function resumeCommand(): Command {
  return withCommonOptions(new Command('resume'))
    .description('let a paused schedule start runs again, from its next due time on')
    .argument('<connection>', 'name of the connection')
    .option('--reason <text>', 'why, for those who meet it')
    .action(async (connection: string, options: PauseOptions) => {
      await using session = await openSession(options);
      const { resumeSchedule } = await import('../../schedules/pause.js');
      const state = await resumeSchedule(await session.temporal(), connection, options.reason);
      session.terminal.object({ connection, ...state });
      session.terminal.line(
        state.changed
          ? `The schedule of ${connection} starts runs again.`
          : `The schedule of ${connection} is not paused.`,
      );
    });
}
