import { Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface ListOptions extends CommonOptions {
  readonly limit: number;
  readonly connection?: string;
}

/** `sourcesense list`: runs, latest first. */
export function listCommand(): Command {
  return withCommonOptions(new Command('list'))
    .description('list runs, latest first')
    .option('--limit <runs>', 'how many at most', upToThousand, 20)
    .option('--connection <name>', 'only those of one connection', connectionName)
    .action(async ({ limit, connection, ...options }: ListOptions) => {
      await using session = await openSession(options);
      const { listRuns } = await import('../list-runs.js');
      const { renderRuns } = await import('../render/run-list.js');
      const runs = await listRuns(await session.temporal(), limit, connection);
      session.terminal.object({ runs });
      session.terminal.line(renderRuns(runs));
    });
}

function upToThousand(text: string): number {
  if (/^[1-9]\d{0,2}$|^1000$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
}

/** Checked here, since it becomes part of a query. */
function connectionName(text: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,62}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name of a connection.');
}
