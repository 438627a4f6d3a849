import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** `sourcesense results`: what a run landed, as the catalog knows it. */
export function resultsCommand(): Command {
  return withCommonOptions(new Command('results'))
    .description('show what a run landed: objects per kind, ledger, gaps and Parquet files')
    .argument('<run>', 'id of the run')
    .action(async (runId: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { unknownRun } = await import('../describe-run.js');
      const { reportFromCatalog } = await import('../run-report.js');
      const { renderReport } = await import('../render/run-report.js');
      const report = await reportFromCatalog(await session.catalog(), runId);
      if (report === null) throw unknownRun(runId);
      session.terminal.object(report);
      session.terminal.line(renderReport(report, session.terminal.colors));
    });
}
