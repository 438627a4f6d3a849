import { Command } from 'commander';
import type { ExtractionWorkflow } from '../start-run.js';
import { EXIT_CODES } from '../exit-codes.js';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** `sourcesense confirm`: publishes a run that is held back because it would remove much. */
export function confirmCommand(): Command {
  return withCommonOptions(new Command('confirm'))
    .description('publish a run that is held back because it would remove much; nothing is read again')
    .argument('<run>', 'id of the run')
    .action(async (runId: string, options: CommonOptions) => {
      await using session = await openSession(options);
      const { confirmRun } = await import('../confirm-run.js');
      const { runEnd } = await import('../run-outcome.js');
      const { terminal } = session;
      const client = await session.temporal();
      await confirmRun(client, runId);
      terminal.line(`Confirmed the run ${runId}.`);
      const end = await runEnd(client.workflow.getHandle<ExtractionWorkflow>(runId).result());
      process.exitCode = EXIT_CODES[end.outcome];
      if ('result' in end) {
        terminal.object({ runId, outcome: end.outcome });
        terminal.line(`It is published: ${end.outcome}. What it landed: sourcesense results ${runId}`);
        return;
      }
      const { outcome, category, message } = end;
      terminal.object({ runId, outcome, category, message });
      if (!terminal.json) terminal.note(`It was not published: ${message}`);
    });
}
