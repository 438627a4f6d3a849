import { Command } from 'commander';
import { repeatable } from '../repeatable-option.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface StatisticsOptions extends CommonOptions {
  readonly schema: readonly string[];
  readonly table: readonly string[];
}

/** `sourcesense statistics`: sizes, row estimates and activity that a run found, with source and age. */
export function statisticsCommand(): Command {
  return withCommonOptions(new Command('statistics'))
    .description('show row estimates, sizes and activity that a run found, each with its source and age')
    .argument('<run>', 'id of the run')
    .addOption(repeatable('--schema <name>', 'only this schema; may be repeated'))
    .addOption(repeatable('--table <name>', 'only this table, with its columns; may be repeated'))
    .action(async (runId: string, { schema: schemas, table: tables, ...options }: StatisticsOptions) => {
      await using session = await openSession(options);
      const { statisticsOf } = await import('../statistics.js');
      const { renderStatistics } = await import('../render/statistics.js');
      const report = await statisticsOf(await session.catalog(), runId, { schemas, tables });
      session.terminal.object(report);
      session.terminal.line(renderStatistics(report, new Date()));
    });
}
