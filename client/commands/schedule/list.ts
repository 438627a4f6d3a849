import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';
import { catalogIfThere } from './catalog-if-there.js';

/** `sourcesense schedule list`. */
export function listSchedulesCommand(): Command {
  return withCommonOptions(new Command('list'))
    .description('list schedules, with those that are paused, wait or fail')
    .action(async (options: CommonOptions) => {
      await using session = await openSession(options);
      const { listSchedules } = await import('../../schedules/list.js');
      const { renderSchedules } = await import('../../render/schedule-list.js');
      const client = await session.temporal();
      const schedules = await listSchedules(client, await catalogIfThere(session));
      session.terminal.object({ schedules });
      session.terminal.line(renderSchedules(schedules));
    });
}
