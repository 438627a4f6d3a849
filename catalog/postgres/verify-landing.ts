import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { PublishInput } from '../provider.js';
import { type LandedPartition, landedPartitions } from './landed-partitions.js';
import type { LandedArtifact } from './landing-steps.js';
import type { Session } from './pool.js';
import { incomplete } from './repeated-objects.js';
import { keyTable } from './run-keys.js';
import type { LockedRun } from './runs.js';
import { versionTable } from './versions.js';

/** Rows of a kind in a partition, as they were recorded or as they lie in a table. */
interface PartitionRows {
  readonly kind: Kind;
  readonly partitionId: string;
  readonly rows: number;
}

/** Names in a message; the rest are counted. */
const NAMED = 5;

/**
 * Compares what lies in the catalog with what was extracted: every partition landed in the reading that counts, as many
 * rows of every kind, in every partition. Throws `incomplete`, saying what is wrong.
 */
export async function verifyLanding(
  session: Session,
  run: LockedRun,
  input: PublishInput,
): Promise<LandedPartition[]> {
  const partitions = await landedPartitions(session, run.runNumber);
  verifyPartitions(partitions, input);
  const recorded = (amount: (artifact: LandedArtifact) => number): PartitionRows[] =>
    partitions.flatMap(({ partitionId, landed }) =>
      landed.map((artifact) => ({ kind: artifact.kind, partitionId, rows: amount(artifact) })),
    );
  const { runId } = input;
  const versions = await versionsOf(
    session,
    run,
    new Set(recorded(({ added }) => added).map(({ kind }) => kind)),
  );
  if (run.baseRun === null) {
    verifyTotals(runId, input.extracted, versions);
    verifyRows(
      runId,
      recorded(({ added }) => added),
      versions,
    );
    return partitions;
  }
  const unchanged = recorded(({ same, rows }) => (same ? rows : 0));
  const keys = await keysOf(session, run.runNumber);
  verifyTotals(runId, input.extracted, [...unchanged, ...keys]);
  verifyRows(
    runId,
    recorded(({ same, rows }) => (same ? 0 : rows)),
    keys,
  );
  verifyRows(
    runId,
    recorded(({ added }) => added),
    versions,
  );
  return partitions;
}

function verifyPartitions(
  landed: readonly LandedPartition[],
  { runId, partitions }: Pick<PublishInput, 'runId' | 'partitions'>,
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
}

/** The versions that a run wrote. */
async function versionsOf(
  session: Session,
  { runNumber, sourceId }: LockedRun,
  kinds: ReadonlySet<Kind>,
): Promise<PartitionRows[]> {
  if (kinds.size === 0) return [];
  return session.query(
    [...kinds]
      .map(
        (kind) => `SELECT '${kind}' AS kind, partition_id AS "partitionId", count(*)::float8 AS rows
                   FROM ${versionTable(kind)} WHERE source_id = $1 AND valid_from_run = $2 GROUP BY partition_id`,
      )
      .join(' UNION ALL '),
    [sourceId, runNumber],
  );
}

async function keysOf(session: Session, runNumber: bigint): Promise<PartitionRows[]> {
  return session.query(
    `SELECT kind, partition_id AS "partitionId", count(*)::float8 AS rows FROM ${keyTable(runNumber)}
     GROUP BY kind, partition_id`,
  );
}

function verifyTotals(
  runId: string,
  extracted: PublishInput['extracted'],
  landed: readonly PartitionRows[],
): void {
  const wrong = ALL_KINDS.map((kind) => ({
    kind,
    expected: extracted[kind] ?? 0,
    rows: landed.filter((part) => part.kind === kind).reduce((sum, { rows }) => sum + rows, 0),
  })).filter(({ expected, rows }) => expected !== rows);
  if (wrong.length > 0) {
    const sums = wrong.map(({ kind, expected, rows }) => `${kind}: ${expected} extracted, ${rows} landed`);
    throw incomplete(`Run ${runId} did not land what it extracted (${sums.join('; ')}).`);
  }
}

function verifyRows(
  runId: string,
  recorded: readonly PartitionRows[],
  found: readonly PartitionRows[],
): void {
  const surplus = new Map<string, number>();
  const add = ({ kind, partitionId }: PartitionRows, rows: number) => {
    const key = `${kind} in ${partitionId}`;
    surplus.set(key, (surplus.get(key) ?? 0) + rows);
  };
  for (const part of found) add(part, part.rows);
  for (const part of recorded) add(part, -part.rows);
  const wrong = [...surplus].filter(([, rows]) => rows !== 0);
  if (wrong.length > 0) {
    const differences = wrong.slice(0, NAMED).map(([key, rows]) => `${key}: ${rows > 0 ? '+' : ''}${rows}`);
    throw incomplete(`Run ${runId} has other rows than it landed (${differences.join('; ')}).`);
  }
}
