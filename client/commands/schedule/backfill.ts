import { Command } from 'commander';
import { SourceSenseError } from '../../../contracts/failure.js';
import { type CommonOptions, openSession, withCommonOptions } from '../../session.js';
import { overlapOption } from './options.js';
import { requireOverlap } from './require-overlap.js';

interface BackfillOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
  readonly overlap?: string;
  readonly dryRun: boolean;
}

/** Due times that a person is shown. */
const SHOWN = 10;

/** `sourcesense schedule backfill`. */
export function backfillCommand(): Command {
  return withCommonOptions(new Command('backfill'))
    .description('start now what a schedule would have started in a time that is over')
    .argument('<connection>', 'name of the connection')
    .requiredOption('--from <time>', 'first moment, such as 2026-01-31 or 2026-01-31T12:00:00Z')
    .requiredOption('--to <time>', 'last moment')
    .addOption(overlapOption("when several are due (default: the schedule's policy)"))
    .option('--dry-run', 'show the due times, and start nothing', false)
    .action(async (connection: string, options: BackfillOptions) => {
      const [from, to] = await Promise.all([moment('--from', options.from), moment('--to', options.to)]);
      const overlap = await requireOverlap(options.overlap);
      await using session = await openSession(options);
      const { backfillSchedule } = await import('../../schedules/backfill.js');
      const { dryRun } = options;
      const filled = await backfillSchedule(await session.temporal(), connection, {
        from,
        to,
        dryRun,
        ...(overlap !== undefined && { overlap }),
      });
      session.terminal.object({ connection, from, to, dryRun, ...filled });
      for (const time of filled.due.slice(0, SHOWN)) session.terminal.line(time.toISOString());
      if (filled.due.length > SHOWN) session.terminal.line(`and ${filled.due.length - SHOWN} more`);
      session.terminal.line(whatHappens(connection, filled.due.length, filled.overlap, dryRun));
    });
}

async function moment(flag: string, text: string): Promise<Date> {
  const { INSTANT_FORMAT, parseInstant } = await import('../../schedules/instant.js');
  const time = parseInstant(text);
  if (time !== null) return time;
  throw new SourceSenseError('invalid_input', `${flag}: "${text}" is no time: write ${INSTANT_FORMAT}.`);
}

function whatHappens(connection: string, due: number, overlap: string, dryRun: boolean): string {
  const times = due === 1 ? '1 due time' : `${due} due times`;
  const started = overlap === 'SKIP' && due > 1 ? ', of which one starts and the others are skipped' : '';
  const ending = dryRun ? 'Nothing was started.' : `See: sourcesense schedule show ${connection}`;
  return `${times} by ${overlap}${started}. ${ending}`;
}
