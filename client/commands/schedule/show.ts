import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';
import { catalogIfThere } from './catalog-if-there.js';

/** `sourcesense schedule show`. */
export function showScheduleCommand(): Command {
  return withCommonOptions(new Command('show'))
    .description(
      "show a connection's schedule: when it starts runs, its next starts, what became of the last",
    )
    .argument('<connection>', 'name of the connection')
    .action(async (connection: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { describeSchedule } = await import('../../schedules/describe.js');
      const { settingsOf } = await import('../../schedules/settings.js');
      const { renderSchedule } = await import('../../render/schedule-detail.js');
      const client = await session.temporal();
      const details = await describeSchedule(client, await catalogIfThere(session), connection);
      const { definition, ...others } = details;
      session.terminal.object({ ...others, settings: settingsOf(definition) });
      session.terminal.line(renderSchedule(details));
    });
}
