import Table from 'cli-table3';
import type { PreviewedObject } from '../../workers/preview-objects.js';
import type { Terminal } from '../terminal.js';
import { formatCount } from './quantities.js';

/** Objects per kind: those a run takes, those its filter leaves out, and those of the system. */
export interface PreviewTotals {
  readonly kind: string;
  included: number;
  excluded: number;
  readonly system: number;
}

/** One object: whether it is taken, its kind and name, and the rule. */
export function previewLine(
  { included, kind, objectName, rule }: PreviewedObject,
  colors: Terminal['colors'],
): string {
  const mark = included ? colors.green('+') : colors.yellow('-');
  return `${mark} ${kind.padEnd(20)} ${objectName}  (${rule})`;
}

/** What a run would take and leave out, per kind that has any. */
export function renderPreviewTotals(totals: readonly PreviewTotals[]): string {
  const columns = ['included', 'excluded', 'system'] as const;
  const table = new Table({
    head: ['object kind', ...columns],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const total of totals) {
    const numbers = columns.map((column) => total[column]);
    if (numbers.some((number) => number > 0)) table.push([total.kind, ...numbers.map(formatCount)]);
  }
  return table.toString();
}
