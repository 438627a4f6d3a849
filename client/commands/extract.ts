import { Command, InvalidArgumentError } from 'commander';
import { EXIT_CODES } from '../exit-codes.js';
import { filterOf, withFilterOptions } from '../filter-options.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';
import type { Terminal } from '../terminal.js';

interface ExtractOptions extends CommonOptions {
  readonly wait: boolean;
  readonly partitionSize?: number;
  readonly full: boolean;
  readonly allowRemovals: boolean;
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
    .option('--full', 'read all objects again, not only those that differ from the latest run', false)
    .action(async (nameOrUrl: string, options: ExtractOptions, command: Command) => {
      const filter = await filterOf(command);
      await using session = await openSession(options);
      const { chooseConnection } = await import('../choose-connection.js');
      const { extract } = await import('../extract.js');
      const { wait, partitionSize, full, allowRemovals } = options;
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
      process.exitCode = (await extract(session, input, { wait, onStarted })).exitCode;
    });
}

/** Ctrl-C ends the watching, not the run. */
function leaveOnInterrupt(terminal: Terminal, runId: string): void {
  process.once('SIGINT', () => {
    terminal.note(`\nThe run goes on. To stop it: sourcesense cancel ${runId}`);
    process.exit(EXIT_CODES.interrupted);
  });
}

function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
