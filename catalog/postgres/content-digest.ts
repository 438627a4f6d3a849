import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import type { CatalogDatabase } from './pool.js';
import { isCurrent, versionTable } from './versions.js';

/** A column as text that does not depend on the session's time zone. */
function stableText({ name, type }: KindColumn): string {
  return type === 'timestamp' ? `v."${name}" AT TIME ZONE 'UTC'` : `v."${name}"`;
}

/** The digest of a kind's current rows: of the digests of its rows, so that the text hashed stays small. */
function digestOf(kind: Kind): string {
  const columns = kindDeclaration(kind).columns.filter((column) => column.volatile !== true);
  const row = `ROW (v.object_id, v.parent_id, v.fingerprint, ${columns.map(stableText).join(', ')})::text`;
  return `
    SELECT '${kind}' AS kind, encode(sha256(convert_to(coalesce(string_agg(
      encode(sha256(convert_to(${row}, 'UTF8')), 'hex'), '' ORDER BY v.object_id), ''), 'UTF8')), 'hex') AS digest
    FROM ${versionTable(kind)} v JOIN catalog.source s ON s.id = v.source_id
    WHERE s.name = $1 AND ${isCurrent('s.id', 's.published_run')}`;
}

/** See `CatalogReader.contentDigest`. */
export async function contentDigest(
  database: CatalogDatabase,
  connection: string,
): Promise<Record<Kind, string>> {
  const rows = await database.query<{ kind: Kind; digest: string }>(
    `digest the content of ${connection}`,
    ALL_KINDS.map(digestOf).join(' UNION ALL '),
    [connection],
  );
  return Object.fromEntries(rows.map(({ kind, digest }) => [kind, digest])) as Record<Kind, string>;
}
