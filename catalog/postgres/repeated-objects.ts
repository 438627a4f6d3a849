import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { RepeatedObjects } from '../refusals.js';
import type { LandingStep } from '../provider.js';
import type { TakenStep } from '../run-state.js';
import type { Session } from './pool.js';
import { objectName, versionTable } from './versions.js';

/** A version that can't be written, since the run has written one of the same object; named by `repeatedObject`. */
export class RepeatedVersion extends SourceSenseError {
  readonly kind: Kind;
  readonly objectId: string;

  constructor(kind: Kind, objectId: string) {
    super('incomplete', `An object of kind ${kind} was found twice: ${objectId}.`);
    this.kind = kind;
    this.objectId = objectId;
  }
}

/** `unique_violation`. */
const UNIQUE_VIOLATION = '23505';
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What writing versions of a kind threw: as a `RepeatedVersion` if that is what it means. */
export function repeatedVersion(kind: Kind, thrown: unknown): unknown {
  const { code, detail } = thrown as { code?: unknown; detail?: unknown };
  if (code !== UNIQUE_VIOLATION || typeof detail !== 'string') return thrown;
  return new RepeatedVersion(kind, UUID.exec(detail)?.[0] ?? '');
}

/**
 * The same with the object's name, and the partition that has it. It is the step's own if no other has it (any more): its
 * rows, or another reading of the other, may be all right.
 */
export async function repeatedObject(
  session: Pick<Session, 'query'>,
  { runId, partitionId }: LandingStep,
  { runNumber, sourceId }: TakenStep,
  { kind, objectId }: RepeatedVersion,
): Promise<RepeatedObjects> {
  const [other] = await session.query<{ name: string; partitionId: string }>(
    `SELECT ${objectName(kind)} AS name, v.partition_id AS "partitionId" FROM ${versionTable(kind)} v
     WHERE v.source_id = $1 AND v.valid_from_run = $2 AND v.object_id::text = $3`,
    [sourceId, runNumber, objectId],
  );
  const name = other?.name ?? `object ${objectId}`;
  return new RepeatedObjects(runId, kind, [name], other?.partitionId ?? partitionId);
}
