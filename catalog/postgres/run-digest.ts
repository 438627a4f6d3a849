import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { RunDigest } from '../transfer.js';
import { digestOfRows, measured, rowText } from './content-digest.js';
import type { Session } from './pool.js';
import { versionTable } from './versions.js';

/** Versions of the source `$1` that the run `$2` added. */
function addedDigest(kind: Kind): string {
  return `
    SELECT 'added' AS change, '${kind}' AS kind, ${digestOfRows(rowText(kind))} AS digest
    FROM ${versionTable(kind)} v WHERE v.source_id = $1 AND v.valid_from_run = $2 HAVING count(*) > 0`;
}

/** Versions that the run `$2` closed, by object and by the run that had added them. */
function closedDigest(kind: Kind): string {
  const row = ['v.object_id::text', 'f.run_id'].map(measured).join(' || ');
  return `
    SELECT 'closed' AS change, '${kind}' AS kind, ${digestOfRows(row)} AS digest
    FROM ${versionTable(kind)} v JOIN catalog.run f ON f.run_number = v.valid_from_run
    WHERE v.source_id = $1 AND v.valid_to_run = $2 HAVING count(*) > 0`;
}

/** Of a run, by the number of its source and its own. */
export async function runDigest(
  session: Pick<Session, 'query'>,
  sourceId: bigint,
  runNumber: bigint,
): Promise<RunDigest> {
  const digests: Record<keyof RunDigest, Partial<Record<Kind, string>>> = { added: {}, closed: {} };
  const rows = await session.query<{ change: keyof RunDigest; kind: Kind; digest: string }>(
    ALL_KINDS.flatMap((kind) => [addedDigest(kind), closedDigest(kind)]).join(' UNION ALL '),
    [sourceId, runNumber],
  );
  const inOrder = rows.sort((a, b) => ALL_KINDS.indexOf(a.kind) - ALL_KINDS.indexOf(b.kind));
  for (const { change, kind, digest } of inOrder) digests[change][kind] = digest;
  return digests;
}
