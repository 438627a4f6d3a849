import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';

/** `sourcesense schedule delete`. */
export function deleteCommand(): Command {
  return withCommonOptions(new Command('delete'))
    .description("delete a connection's schedule; runs it started go on")
    .argument('<connection>', 'name of the connection')
    .action(async (connection: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { findSchedule } = await import('../../schedules/find-schedule.js');
      await (await findSchedule(await session.temporal(), connection)).handle.delete();
      session.terminal.object({ connection, deleted: true });
      session.terminal.line(`The schedule of ${connection} is deleted.`);
    });
}
