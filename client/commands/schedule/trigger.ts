import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';
import { requireOverlap } from './require-overlap.js';
import { overlapOption } from './options.js';

interface TriggerOptions extends CommonOptions {
  readonly overlap?: string;
}

/** `sourcesense schedule trigger`. */
export function triggerCommand(): Command {
  return withCommonOptions(new Command('trigger'))
    .description("start a run of a connection's schedule now, also of one that is paused")
    .argument('<connection>', 'name of the connection')
    .addOption(overlapOption("when a run goes on (default: the schedule's policy)"))
    .action(async (connection: string, options: TriggerOptions) => {
      const overlap = await requireOverlap(options.overlap);
      await using session = await openSession(options);
      const { triggerSchedule } = await import('../../schedules/trigger.js');
      const runId = await triggerSchedule(await session.temporal(), connection, overlap);
      session.terminal.object({ connection, triggered: true, runId });
      session.terminal.line(
        runId === null
          ? `No run has started yet: another one may have to end first. See: sourcesense schedule show ${connection}`
          : `Started run ${runId}. See: sourcesense status ${runId}`,
      );
    });
}
