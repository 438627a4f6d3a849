import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { TakenStep } from './landing-steps.js';
import type { Session } from './pool.js';
import { objectName, versionTable } from './versions.js';

/** `unique_violation`. */
const UNIQUE_VIOLATION = '23505';

/** Whether an error of landing says that the run has written a version of the object before. */
export function isRepeated({ sqlState }: SourceSenseError): boolean {
  return sqlState === UNIQUE_VIOLATION;
}

/** An object that a run found twice, as a sentence with its name where the other version has been committed. */
export async function repeatedObject(
  session: Pick<Session, 'query'>,
  runId: string,
  { runNumber, sourceId }: TakenStep,
  error: SourceSenseError,
): Promise<SourceSenseError> {
  const { table, detail } = error.cause as { table?: string; detail?: string };
  const kind = ALL_KINDS.find((candidate) => `${candidate}_version` === table);
  const objectId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(detail ?? '')?.[0];
  if (kind === undefined || objectId === undefined) return error;
  const names = await session.query<{ name: string }>(
    `SELECT ${objectName(kind)} AS name FROM ${versionTable(kind)} v
     WHERE v.source_id = $1 AND v.valid_from_run = $2 AND v.object_id = $3`,
    [sourceId, runNumber, objectId],
  );
  return foundTwice(runId, kind, [names[0]?.name ?? `object ${objectId}`]);
}

/** An object that was dropped and made again while the run read is found in two partitions. */
export function foundTwice(runId: string, kind: Kind, names: readonly string[]): SourceSenseError {
  return incomplete(
    `Run ${runId} found objects of kind ${kind} more than once: ${names.join(', ')}. ` +
      'They were made anew while the run read.',
  );
}

export function incomplete(message: string): SourceSenseError {
  return new SourceSenseError('incomplete', message, {
    remedy: 'Nothing was published; start the extraction again.',
  });
}
