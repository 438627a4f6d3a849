import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { foundTwice } from '../refusals.js';
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

/** The same as a sentence with the object's name, where the other version has been committed. */
export async function repeatedObject(
  session: Pick<Session, 'query'>,
  runId: string,
  { runNumber, sourceId }: TakenStep,
  { kind, objectId }: RepeatedVersion,
): Promise<SourceSenseError> {
  const names = await session.query<{ name: string }>(
    `SELECT ${objectName(kind)} AS name FROM ${versionTable(kind)} v
     WHERE v.source_id = $1 AND v.valid_from_run = $2 AND v.object_id::text = $3`,
    [sourceId, runNumber, objectId],
  );
  return foundTwice(runId, kind, [names[0]?.name ?? `object ${objectId}`]);
}
