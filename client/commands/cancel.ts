import { Command } from 'commander';
import type { ExtractionWorkflow } from '../start-run.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

interface CancelOptions extends CommonOptions {
  readonly wait: boolean;
}

/** `sourcesense cancel`: stops a run; nothing half-landed stays. */
export function cancelCommand(): Command {
  return withCommonOptions(new Command('cancel'))
    .description('stop a run; nothing of it becomes visible')
    .argument('<run>', 'id of the run')
    .option('--no-wait', 'return once the run was asked, before it has stopped')
    .action(async (runId: string, options: CancelOptions) => {
      await using session = await openSession(options);
      const { cancelRun } = await import('../describe-run.js');
      const { runEnd } = await import('../run-outcome.js');
      const client = await session.temporal();
      await cancelRun(client, runId);
      session.terminal.line(`Asked the run ${runId} to stop.`);
      if (!options.wait) {
        session.terminal.object({ runId, outcome: 'cancelling' });
        return;
      }
      const { outcome } = await runEnd(client.workflow.getHandle<ExtractionWorkflow>(runId).result());
      process.exitCode = outcome === 'cancelled' ? EXIT_CODES.completed : EXIT_CODES.failed;
      session.terminal.object({ runId, outcome });
      session.terminal.line(
        outcome === 'cancelled' ? 'It was cancelled.' : `It ended before that: ${outcome}.`,
      );
    });
}
