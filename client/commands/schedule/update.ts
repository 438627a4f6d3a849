import { Command } from 'commander';
import { SourceSenseError } from '../../../contracts/failure.js';
import { filterOf } from '../../filter-options.js';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';
import {
  changedSettings,
  type DefinitionOptions,
  remainingOf,
  requireDefinition,
  settingsGiven,
  withDefinitionOptions,
} from './options.js';
import { tellSchedule } from './tell-schedule.js';

/** `sourcesense schedule update`. */
export function updateCommand(): Command {
  return withCommonOptions(withDefinitionOptions(new Command('update')))
    .description("change a connection's schedule; what is not given stays, and none takes an option away")
    .argument('<connection>', 'name of the connection')
    .option('--no-filter', 'take all filters of the schedule away')
    .action(async (connection: string, options: UpdateOptions, command: Command) => {
      const given = settingsGiven(options, await filterOf(command));
      const remaining = remainingOf(options);
      refuseNothing(given, remaining, options.filter);
      await using session = await openSession(options);
      const { updateSchedule } = await import('../../schedules/update.js');
      const { parseSettings, settingsOf } = await import('../../schedules/settings.js');
      await updateSchedule(
        await session.temporal(),
        connection,
        (definition) => {
          const { filter, ...others } = settingsOf(definition);
          const before = options.filter && filter !== undefined ? { ...others, filter } : others;
          return requireDefinition(parseSettings(changedSettings(before, given)));
        },
        remaining === undefined ? {} : { remaining },
      );
      await tellSchedule(session, connection, `The connection ${connection} is now extracted`);
    });
}

interface UpdateOptions extends CommonOptions, DefinitionOptions {
  readonly filter: boolean;
}

function refuseNothing(given: object, remaining: number | null | undefined, keepsFilter: boolean): void {
  if (Object.keys(given).length > 0 || remaining !== undefined || !keepsFilter) return;
  throw new SourceSenseError('invalid_input', 'Nothing is to change.', {
    remedy: 'Say what, for example --every 6h; `sourcesense schedule update --help` has all options.',
  });
}
