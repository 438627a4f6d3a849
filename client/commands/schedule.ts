import { Command } from 'commander';
import { filterOf, withFilterOptions } from '../filter-options.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface CreateOptions extends CommonOptions {
  readonly cron: readonly string[];
  readonly every?: string;
  readonly timeZone?: string;
  readonly jitter?: string;
  readonly full: boolean;
}

/** `sourcesense schedule`: recurring extraction. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('extract a connection again and again')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(deleteCommand())
    .addCommand(triggerCommand());
}

function createCommand(): Command {
  return withCommonOptions(withFilterOptions(new Command('create')))
    .description('create the schedule of a connection; a start is skipped while a run goes on')
    .argument(
      '<connection>',
      'name of a configured connection, or a postgres:// URL, which is stored encrypted',
    )
    .option('--cron <expression>', 'a cron expression, such as "0 3 * * *"; may be repeated', collect, [])
    .option('--every <interval>', 'an interval, such as 30m, 6h or 1d')
    .option('--time-zone <name>', 'time zone of cron expressions, such as Europe/Berlin (default: UTC)')
    .option('--jitter <duration>', 'longest random delay of a start, such as 5m')
    .option('--full', 'read all objects in every run, not only those that differ from the run before', false)
    .action(async (nameOrUrl: string, options: CreateOptions, command: Command) => {
      const filter = await filterOf(command);
      await using session = await openSession(options);
      const { chooseConnection } = await import('../choose-connection.js');
      const { createSchedule } = await import('../schedules.js');
      const connection = await chooseConnection(session, nameOrUrl);
      const scheduleId = await createSchedule(
        await session.temporal(),
        { connection, filter, ...(options.full && { full: true }) },
        options,
      );
      session.terminal.object({ scheduleId, connection });
      session.terminal.line(`The connection ${connection} is now extracted on schedule.`);
    });
}

function listCommand(): Command {
  return withCommonOptions(new Command('list'))
    .description('list schedules')
    .action(async (options: CommonOptions) => {
      await using session = await openSession(options);
      const { listSchedules } = await import('../schedules.js');
      const { renderSchedules } = await import('../render/schedule-list.js');
      const schedules = await listSchedules(await session.temporal());
      session.terminal.object({ schedules });
      session.terminal.line(renderSchedules(schedules));
    });
}

function deleteCommand(): Command {
  return withCommonOptions(new Command('delete'))
    .description("delete a connection's schedule; runs it started go on")
    .argument('<connection>', 'name of the connection')
    .action(async (connection: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { deleteSchedule } = await import('../schedules.js');
      await deleteSchedule(await session.temporal(), connection);
      session.terminal.object({ connection, deleted: true });
      session.terminal.line(`The schedule of ${connection} is deleted.`);
    });
}

function triggerCommand(): Command {
  return withCommonOptions(new Command('trigger'))
    .description("start a run of a connection's schedule now")
    .argument('<connection>', 'name of the connection')
    .action(async (connection: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { triggerSchedule } = await import('../schedules.js');
      await triggerSchedule(await session.temporal(), connection);
      session.terminal.object({ connection, triggered: true });
      session.terminal.line(`Asked the schedule of ${connection} for a run. See: sourcesense list`);
    });
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
