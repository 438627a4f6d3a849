import type { SchedulePlan, SettingChange } from '../schedules/plan.js';
import { timesInWords } from './schedule-words.js';
import { textTable } from './text-table.js';

/** A plan as text: a line for each schedule, and a sentence that sums up. */
export function renderPlan(plan: SchedulePlan, dryRun: boolean): string {
  const rows = [
    ...plan.create.map(({ connection, definition }) => ['create', connection, timesInWords(definition)]),
    ...plan.update.map(({ connection, changes }) => [
      'update',
      connection,
      changes.map(changeText).join('; '),
    ]),
    ...plan.delete.map((connection) => ['delete', connection, 'not in the file']),
    ...plan.unchanged.map((connection) => ['unchanged', connection, '']),
    ...plan.kept.map((connection) => ['kept', connection, 'not in the file; --prune deletes it']),
  ];
  const summary = summaryText(plan, dryRun);
  return rows.length === 0 ? summary : `${textTable(rows)}\n\n${summary}`;
}

function changeText({ setting, from, to }: SettingChange): string {
  return `${setting}: ${valueText(from)} -> ${valueText(to)}`;
}

function valueText(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function summaryText(plan: SchedulePlan, dryRun: boolean): string {
  const counts = [
    [plan.create.length, dryRun ? 'to create' : 'created'],
    [plan.update.length, dryRun ? 'to update' : 'updated'],
    [plan.delete.length, dryRun ? 'to delete' : 'deleted'],
    [plan.unchanged.length, 'unchanged'],
  ];
  const text = counts.map(([count, what]) => `${count} ${what}`).join(', ');
  return dryRun ? `${text}. Nothing was changed.` : `${text}.`;
}
