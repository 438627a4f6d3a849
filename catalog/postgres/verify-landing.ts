import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { PublishInput } from '../provider.js';
import { landingTable } from './landing-schema.js';
import type { Session } from './pool.js';

interface KindCheck {
  readonly kind: Kind;
  readonly rows: bigint;
  /** Rows beyond the first of their object. */
  readonly repeated: bigint;
}

/** Names in a message; the rest are counted. */
const NAMED = 5;

/**
 * Compares what lies in the landing tables with what was extracted: every partition landed, as many rows of every
 * kind, every object once. Returns the rows per kind; throws `incomplete`, saying what is wrong.
 */
export async function verifyLanding(
  session: Session,
  runNumber: bigint,
  { runId, partitions, extracted }: PublishInput,
): Promise<Map<Kind, number>> {
  await verifyPartitions(session, runNumber, runId, partitions);
  const checks = await session.query<KindCheck>(
    ALL_KINDS.map(
      (kind) => `SELECT '${kind}' AS kind, count(*) AS rows, count(*) - count(DISTINCT object_id) AS repeated
                 FROM ${landingTable(runNumber, kind)}`,
    ).join(' UNION ALL '),
  );
  const wrong = checks
    .map(({ kind, rows }) => ({ kind, landed: Number(rows), expected: extracted[kind] ?? 0 }))
    .filter(({ landed, expected }) => landed !== expected);
  if (wrong.length > 0) {
    const sums = wrong.map(
      ({ kind, landed, expected }) => `${kind}: ${expected} extracted, ${landed} landed`,
    );
    throw incomplete(`Run ${runId} did not land what it extracted (${sums.join('; ')}).`);
  }
  for (const { kind, repeated } of checks) {
    if (repeated > 0n) throw await repeatedObjects(session, runNumber, runId, kind);
  }
  return new Map(checks.map(({ kind, rows }) => [kind, Number(rows)]));
}

async function verifyPartitions(
  session: Session,
  runNumber: bigint,
  runId: string,
  partitions: readonly string[],
): Promise<void> {
  const steps = await session.query<{ id: string }>(
    'SELECT partition_id AS id FROM catalog.landing_step WHERE run_number = $1 AND rows IS NOT NULL',
    [runNumber],
  );
  const landed = new Set(steps.map(({ id }) => id));
  const missing = partitions.filter((partition) => !landed.has(partition));
  if (missing.length === 0) return;
  throw incomplete(
    `Run ${runId} landed ${partitions.length - missing.length} of ${partitions.length} partitions; ` +
      `missing: ${missing.slice(0, NAMED).join(', ')}${missing.length > NAMED ? ', ...' : ''}.`,
  );
}

/** An object that was dropped and made again while the run read is found in two partitions. */
async function repeatedObjects(
  session: Session,
  runNumber: bigint,
  runId: string,
  kind: Kind,
): Promise<SourceSenseError> {
  const names = kindDeclaration(kind).identity.columns.map((name) => `"${name}"::text`);
  const repeated = await session.query<{ name: string }>(
    `SELECT min(concat_ws('.', ${names.join(', ')})) AS name FROM ${landingTable(runNumber, kind)}
     GROUP BY object_id HAVING count(*) > 1 ORDER BY 1 LIMIT $1`,
    [NAMED],
  );
  return incomplete(
    `Run ${runId} found objects of kind ${kind} more than once: ${repeated.map(({ name }) => name).join(', ')}. ` +
      'They were made anew while the run read.',
  );
}

function incomplete(message: string): SourceSenseError {
  return new SourceSenseError('incomplete', message, {
    remedy: 'Nothing was published; start the extraction again.',
  });
}
