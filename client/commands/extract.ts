import { Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface ExtractOptions extends CommonOptions {
  readonly wait: boolean;
  readonly partitionSize?: number;
}

/** `sourcesense extract`: starts a run and follows it. */
export function extractCommand(): Command {
  return withCommonOptions(new Command('extract'))
    .description('extract the metadata of a database and follow the run to its end')
    .argument('<connection>', 'name of a configured connection, or a postgres:// URL, which is stored encrypted')
    .option('--no-wait', 'start the run and return at once')
    .option('--partition-size <relations>', 'relations per partition', positiveInteger)
    .action(async (nameOrUrl: string, options: ExtractOptions) => {
      await using session = await openSession(options);
      const { chooseConnection } = await import('../choose-connection.js');
      const { extract } = await import('../extract.js');
      const { wait, partitionSize } = options;
      const connection = await chooseConnection(session, nameOrUrl);
      const input = { connection, ...(partitionSize !== undefined && { partitionSize }) };
      process.exitCode = (await extract(session, input, { wait })).exitCode;
    });
}

function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
