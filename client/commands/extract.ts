import { Command, InvalidArgumentError } from 'commander';
import { filterOf, withFilterOptions } from '../filter-options.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';
import { leaveOnInterrupt } from './leave-on-interrupt.js';

interface ExtractOptions extends CommonOptions {
  readonly wait: boolean;
  readonly partitionSize?: number;
  readonly full: boolean;
  readonly allowRemovals: boolean;
  readonly logicalTime?: Date;
}

/** `sourcesense extract`: starts a run and follows it. */
export function extractCommand(): Command {
  return withCommonOptions(withFilterOptions(new Command('extract')))
    .description('extract the metadata of a database and follow the run to its end')
    .argument(
      '<connection>',
      'name of a configured connection, or a postgres:// URL, which is stored encrypted',
    )
    .option('--no-wait', 'start the run and return at once')
    .option('--allow-removals', 'publish however much is gone, rather than hold the run back', false)
    .option('--partition-size <relations>', 'relations per partition', positiveInteger)
    .option(
      '--logical-time <time>',
      'what the run is for, in ISO 8601: started again for the same time it is the same run',
      instant,
    )
    .option('--full', 'read all objects again, not only those that differ from the latest run', false)
    .action(async (nameOrUrl: string, options: ExtractOptions, command: Command) => {
      const filter = await filterOf(command);
      await using session = await openSession(options);
      const { chooseConnection } = await import('../choose-connection.js');
      const { extract } = await import('../extract.js');
      const { wait, partitionSize, full, allowRemovals, logicalTime } = options;
      const connection = await chooseConnection(session, nameOrUrl);
      const input = {
        connection,
        filter,
        ...(partitionSize !== undefined && { partitionSize }),
        ...(full && { full }),
        ...(allowRemovals && { allowRemovals }),
      };
      const onStarted = (runId: string) => {
        leaveOnInterrupt(session.terminal, runId);
      };
      process.exitCode = (
        await extract(session, input, { wait, onStarted, ...(logicalTime && { logicalTime }) })
      ).exitCode;
    });
}

function instant(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('It must be a time such as 2026-01-02T03:00:00Z.');
}

function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
