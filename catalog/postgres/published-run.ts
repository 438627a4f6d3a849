import type { LedgerLine } from '../../contracts/extraction.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { ALL_KINDS } from '../../contracts/kinds/index.js';
import type { PublishedRun } from '../provider.js';
import type { Session } from './pool.js';

type LedgerRow = { readonly kind: Kind } & Record<Exclude<keyof LedgerLine, 'kind'>, bigint>;

export const LEDGER_OF_RUN = `
  SELECT kind, counted, extracted, filtered, denied, failed, difference
  FROM catalog.run_ledger JOIN catalog.run USING (run_number)`;

/** Ledger rows as the contract has them, in the order of `KINDS`. */
export function ledgerLines(rows: readonly LedgerRow[]): LedgerLine[] {
  return rows
    .map(({ kind, counted, extracted, filtered, denied, failed, difference }) => ({
      kind,
      counted: Number(counted),
      extracted: Number(extracted),
      filtered: Number(filtered),
      denied: Number(denied),
      failed: Number(failed),
      difference: Number(difference),
    }))
    .sort((a, b) => ALL_KINDS.indexOf(a.kind) - ALL_KINDS.indexOf(b.kind));
}

/** The answer that publishing a run gave. */
export async function readPublished(session: Session, runNumber: bigint): Promise<PublishedRun> {
  const [run] = await session.query<{
    outcome: PublishedRun['outcome'];
    added: bigint;
    closed: bigint;
    unchanged: bigint;
  }>('SELECT outcome, added, closed, unchanged FROM catalog.run WHERE run_number = $1', [runNumber]);
  if (run === undefined) throw new Error(`run ${runNumber.toString()} is gone`);
  return {
    outcome: run.outcome,
    ledger: ledgerLines(await session.query(`${LEDGER_OF_RUN} WHERE run_number = $1`, [runNumber])),
    changes: { added: Number(run.added), closed: Number(run.closed), unchanged: Number(run.unchanged) },
  };
}
