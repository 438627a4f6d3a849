import type { LedgerLine } from '../contracts/extraction.js';
import { SourceSenseError } from '../contracts/failure.js';
import { ALL_KINDS, isStatisticsKind, type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { PublishInput } from './provider.js';
import type { Removals } from './removals.js';

/** Sources with fewer objects are not held back: there, dropping a table is a large share. */
const FEWEST_OBJECTS = 20;

/** Kinds that a message names. */
const NAMED = 5;

/** Kinds that tell again what others do. */
const TOLD_BY_OTHERS: readonly Kind[] = ['dependency', 'privilege'];

/**
 * The kinds whose objects count: what the database itself holds. The server's settings, hundreds of them, would make any
 * loss look small; figures come and go with others.
 */
export const COUNTED_KINDS: readonly Kind[] = ALL_KINDS.filter((kind) => {
  const { parent, identity } = kindDeclaration(kind);
  const isHeld = parent !== null && identity.columns.includes('database_name');
  return isHeld && !isStatisticsKind(kind) && !TOLD_BY_OTHERS.includes(kind);
});

/** Whether a run that closed so many versions can have removed more than its share: only then removals are counted. */
export function mayBeHeld({ maxRemovedPercent }: PublishInput, closed: number): boolean {
  return maxRemovedPercent !== undefined && closed * 100 > FEWEST_OBJECTS * maxRemovedPercent;
}

/** Throws `held` when a run would remove more than its share; `ledger` is the run's own. */
export function refuseRemovals(
  { runId, maxRemovedPercent = 100 }: PublishInput,
  removals: readonly Removals[],
  ledger: readonly LedgerLine[],
): void {
  const current = sum(removals.map((line) => line.current));
  const removed = sum(removals.map((line) => line.removed));
  if (current < FEWEST_OBJECTS || removed * 100 <= current * maxRemovedPercent) return;
  const share = Math.round((removed * 1000) / current) / 10;
  const gone = amounts(removals.map((line) => [line.kind, line.removed]));
  const unread = amounts(ledger.map(({ kind, denied, failed }) => [kind, denied + failed]));
  throw new SourceSenseError(
    'held',
    `Run ${runId} is held back: it would remove ${removed} of ${current} objects (${share} %, more than ` +
      `${maxRemovedPercent} %): ${gone}.${unread === '' ? '' : ` It could not read ${unread}.`} ` +
      'The catalog is unchanged.',
    {
      remedy: `To publish it: \`sourcesense confirm ${runId}\`. To drop it: \`sourcesense cancel ${runId}\`.`,
    },
  );
}

/** The largest amounts in words, such as `120 columns, 8 tables, 3 of other kinds`; nothing of what there is none of. */
function amounts(counts: readonly (readonly [kind: Kind, count: number])[]): string {
  const largest = counts.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  const named = largest.slice(0, NAMED).map(([kind, count]) => {
    const name = count === 1 ? kind : kindDeclaration(kind).plural;
    return `${count} ${name.replaceAll('_', ' ')}`;
  });
  const others = sum(largest.slice(NAMED).map(([, count]) => count));
  return [...named, ...(others > 0 ? [`${others} of other kinds`] : [])].join(', ');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
