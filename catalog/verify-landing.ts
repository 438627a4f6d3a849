import { ALL_KINDS } from '../contracts/kinds/index.js';
import type { LandedPartition } from './landed.js';
import type { PublishInput } from './provider.js';
import { incomplete } from './refusals.js';

/** Names in a message; the rest are counted. */
const NAMED = 5;

/**
 * Compares what landed with what was extracted: every partition in the reading that counts, and as many rows of every
 * kind. Throws `incomplete`, saying what is wrong. What each step recorded is what the database said it wrote, kept in
 * the transaction that wrote it: counting the rows once more took PostgreSQL 0.3 s of a core for 200,000, since whoever
 * reads fresh rows first marks them.
 */
export function verifyLanding(
  landed: readonly LandedPartition[],
  { runId, partitions, extracted }: PublishInput,
): void {
  const readings = new Map(landed.map(({ partitionId, reading }) => [partitionId, reading]));
  const missing = partitions.filter(({ partitionId, reading }) => readings.get(partitionId) !== reading);
  if (missing.length > 0) {
    const names = missing.slice(0, NAMED).map(({ partitionId }) => partitionId);
    throw incomplete(
      `Run ${runId} landed ${partitions.length - missing.length} of ${partitions.length} partitions; ` +
        `missing: ${names.join(', ')}${missing.length > NAMED ? ', ...' : ''}.`,
    );
  }
  const artifacts = landed.flatMap((partition) => partition.landed);
  const wrong = ALL_KINDS.map((kind) => ({
    kind,
    expected: extracted[kind] ?? 0,
    rows: artifacts.filter((part) => part.kind === kind).reduce((sum, { rows }) => sum + rows, 0),
  })).filter(({ expected, rows }) => expected !== rows);
  if (wrong.length > 0) {
    const sums = wrong.map(({ kind, expected, rows }) => `${kind}: ${expected} extracted, ${rows} landed`);
    throw incomplete(`Run ${runId} did not land what it extracted (${sums.join('; ')}).`);
  }
}

/** What the database says it wrote must be what was sent: a row that was dropped on the way is a loss. */
export function verifyWritten(runId: string, kind: string, sent: number, written: number): void {
  if (sent === written) return;
  throw incomplete(
    `Run ${runId} did not land what it extracted (${kind}: ${sent} extracted, ${written} landed).`,
  );
}
