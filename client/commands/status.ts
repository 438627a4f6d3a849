import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** `sourcesense status`: where a run stands. */
export function statusCommand(): Command {
  return withCommonOptions(new Command('status'))
    .description('show where a run stands')
    .argument('<run>', 'id of the run')
    .action(async (runId: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { describeRun } = await import('../describe-run.js');
      const { renderStatus } = await import('../render/run-status.js');
      const { uiLink } = await import('../ui-link.js');
      const status = await describeRun(await session.temporal(), runId);
      const uiUrl = uiLink(session.config.temporal, runId, status.temporalRunId);
      session.terminal.object({ ...status, uiUrl });
      session.terminal.line(renderStatus(status, uiUrl));
    });
}
