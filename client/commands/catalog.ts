import { Command } from 'commander';
import type { CatalogProvider, PrunedSource } from '../../catalog/provider.js';
import { isOfCategory, SourceSenseError } from '../../contracts/failure.js';
import type { DeadRun } from '../catalog/dead-runs.js';
import { migrateCommand } from './catalog-migrate.js';
import { type CommonOptions, openSession, type Session, withCommonOptions } from '../session.js';

/** `sourcesense catalog`: the catalog as a whole. */
export function catalogCommand(): Command {
  return new Command('catalog')
    .description('move the catalog elsewhere, or clean it up')
    .addCommand(migrateCommand())
    .addCommand(pruneCommand());
}

interface PruneOptions extends CommonOptions {
  readonly keep?: string;
  readonly connection?: string;
  readonly unknownRuns: boolean;
  readonly dryRun: boolean;
}

function pruneCommand(): Command {
  return withCommonOptions(new Command('prune'))
    .description('remove old runs with what only they see, and end runs whose workflow is gone')
    .option('--keep <runs>', 'how many published runs of each source stay, or for how long: 10, 90d')
    .option('--connection <name>', 'only the runs of one connection')
    .option('--unknown-runs', 'also end runs that Temporal does not know: never with another Temporal', false)
    .option('--dry-run', 'say what would be removed, and change nothing', false)
    .action(async (options: PruneOptions) => {
      const { parseKeptRuns } = await import('../catalog/kept-runs.js');
      const keep = options.keep === undefined ? null : parseKeptRuns(options.keep);
      await using session = await openSession(options);
      const { renderDeadRun, renderPrunedSource, renderPruning } = await import('../render/pruned.js');
      const { terminal } = session;
      const catalog = await session.catalog();
      const connections = await connectionsOf(catalog, options.connection);
      const dead = await endDeadRuns(session, catalog, options);
      for (const run of dead) terminal.line(renderDeadRun(run, options.dryRun));
      const pruned: PrunedSource[] = [];
      for (const connection of keep === null ? [] : connections) {
        const source = await catalog.prune(connection, keep ?? { latest: 1 }, options);
        pruned.push(source);
        if (source.runIds.length > 0) terminal.line(renderPrunedSource(source));
      }
      terminal.object({ dryRun: options.dryRun, deadRuns: dead, connections: pruned });
      if (keep !== null) terminal.line(renderPruning(pruned, options.dryRun));
    });
}

async function connectionsOf(
  catalog: CatalogProvider,
  connection: string | undefined,
): Promise<readonly string[]> {
  const known = await catalog.listConnections();
  if (connection === undefined) return known;
  if (known.includes(connection)) return [connection];
  throw new SourceSenseError('invalid_input', `The catalog has no run of a connection "${connection}".`, {
    remedy: `It has runs of: ${known.join(', ')}.`,
  });
}

/** Ends what only Temporal knows to be dead; without Temporal it is left for the next time. */
async function endDeadRuns(
  session: Session,
  catalog: CatalogProvider,
  { connection, unknownRuns, dryRun }: PruneOptions,
): Promise<DeadRun[]> {
  const { endDeadRun, findDeadRuns } = await import('../catalog/dead-runs.js');
  try {
    const found = await findDeadRuns(catalog, () => session.temporal());
    const dead = found.filter(
      (run) =>
        (connection === undefined || run.connection === connection) && (run.workflow !== null || unknownRuns),
    );
    if (!dryRun) for (const run of dead) await endDeadRun(catalog, run);
    return dead;
  } catch (error) {
    if (!isOfCategory(error, 'unreachable')) throw error;
    session.terminal.note(`${error.message} Runs whose workflow is gone are not looked for.`);
    return [];
  }
}
