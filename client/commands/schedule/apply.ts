import { Command } from 'commander';
import { SourceSenseError } from '../../../contracts/failure.js';
import { type CommonOptions, openSession, type Session, withCommonOptions } from '../../session.js';
import type { SchedulePlan } from '../../schedules/plan.js';

interface ApplyOptions extends CommonOptions {
  readonly dryRun: boolean;
  readonly prune: boolean;
}

/** `sourcesense schedule apply`. */
export function applyCommand(): Command {
  return withCommonOptions(new Command('apply'))
    .description('make schedules as a YAML file has them')
    .argument('<file>', 'YAML with a section schedules: settings by connection')
    .option('--dry-run', 'say what would be done, and change nothing', false)
    .option('--prune', 'delete the schedules of connections that the file does not name', false)
    .action(async (file: string, { dryRun, prune, ...options }: ApplyOptions) => {
      await using session = await openSession(options);
      const { applyPlan } = await import('../../schedules/apply.js');
      const { planSchedules } = await import('../../schedules/plan.js');
      const { readScheduleFile } = await import('../../schedules/read-schedule-file.js');
      const { renderPlan } = await import('../../render/schedule-plan.js');
      const wanted = await readScheduleFile(file, knownConnections(session));
      if (prune && wanted.length === 0) throw namesNone(file);
      const client = await session.temporal();
      const plan = await planSchedules(client, wanted, prune);
      if (!dryRun) await applyPlan(client, plan);
      session.terminal.object({ dryRun, ...(await planObject(plan)) });
      session.terminal.line(renderPlan(plan, dryRun));
    });
}

function knownConnections(session: Session) {
  return {
    configured: Object.keys(session.config.connections),
    isStored: async (id: string) => (await (await session.catalog()).connections.get(id)) !== null,
  };
}

/** A plan with its definitions as they are written in files. */
async function planObject({ create, update, ...others }: SchedulePlan): Promise<object> {
  const { settingsOf } = await import('../../schedules/settings.js');
  return {
    create: create.map(({ connection, definition }) => ({ connection, settings: settingsOf(definition) })),
    update: update.map(({ connection, changes }) => ({ connection, changes })),
    ...others,
  };
}

function namesNone(file: string): SourceSenseError {
  return new SourceSenseError(
    'invalid_input',
    `${file} names no schedule, so that --prune would delete all.`,
    {
      remedy: 'Delete them by name: sourcesense schedule delete <connection>',
    },
  );
}
