import { Command } from 'commander';
import { applyCommand } from './schedule/apply.js';
import { backfillCommand } from './schedule/backfill.js';
import { createCommand } from './schedule/create.js';
import { deleteCommand } from './schedule/delete.js';
import { listSchedulesCommand } from './schedule/list.js';
import { pauseCommand, resumeCommand } from './schedule/pause.js';
import { showScheduleCommand } from './schedule/show.js';
import { triggerCommand } from './schedule/trigger.js';
import { updateCommand } from './schedule/update.js';

/** `sourcesense schedule`: recurring extraction. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('extract a connection again and again')
    .addCommand(createCommand())
    .addCommand(showScheduleCommand())
    .addCommand(listSchedulesCommand())
    .addCommand(updateCommand())
    .addCommand(pauseCommand())
    .addCommand(resumeCommand())
    .addCommand(triggerCommand())
    .addCommand(backfillCommand())
    .addCommand(deleteCommand())
    .addCommand(applyCommand());
}
