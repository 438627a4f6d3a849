import { Command } from 'commander';
import { filterOf } from '../../filter-options.js';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';
import {
  type DefinitionOptions,
  remainingOf,
  requireDefinition,
  settingsGiven,
  withDefinitionOptions,
} from './options.js';
import { tellSchedule } from './tell-schedule.js';

/** `sourcesense schedule create`. */
export function createCommand(): Command {
  return withCommonOptions(withDefinitionOptions(new Command('create')))
    .description('create the schedule of a connection')
    .argument(
      '<connection>',
      'name of a configured connection, or a postgres:// URL, which is stored encrypted',
    )
    .action(async (nameOrUrl: string, options: CommonOptions & DefinitionOptions, command: Command) => {
      const filter = await filterOf(command);
      const { parseSettings } = await import('../../schedules/settings.js');
      const definition = requireDefinition(parseSettings(settingsGiven(options, filter)));
      await using session = await openSession(options);
      const { chooseConnection } = await import('../../choose-connection.js');
      const { createSchedule } = await import('../../schedules/create.js');
      const client = await session.temporal();
      const connection = await chooseConnection(session, nameOrUrl);
      await createSchedule(client, connection, definition, remainingOf(options) ?? null);
      await tellSchedule(session, connection, `The connection ${connection} is now extracted`);
    });
}
