import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, ValueType } from '../../contracts/kinds/kind.js';
import type { CatalogDatabase } from './pool.js';
import { isCurrent, versionTable } from './versions.js';

/** Each value as the text that is digested: every provider makes the same. */
const TEXTS: Readonly<Partial<Record<ValueType, (value: string) => string>>> = {
  float64: (value) => `encode(float8send(${value}), 'hex')`,
  boolean: (value) => `${value}::int::text`,
  timestamp: (value) => `(extract(epoch FROM ${value}) * 1000000)::int8::text`,
};

function textOf({ name, type }: KindColumn): string {
  return TEXTS[type]?.(`v."${name}"`) ?? `v."${name}"::text`;
}

/** A text with its length in bytes in front, so that no two rows give the same text. */
export function measured(text: string): string {
  return `coalesce(octet_length(${text}) || ':' || ${text}, '-')`;
}

/** The text of a version `v`, physical columns left out. */
export function rowText(kind: Kind): string {
  const columns = kindDeclaration(kind).columns.filter((column) => column.volatile !== true);
  const identity = ['v.object_id::text', 'v.parent_id::text', 'v.fingerprint'];
  return [...identity, ...columns.map(textOf)].map(measured).join(' || ');
}

/** The aggregate over versions `v`: a digest of the digests of their texts, so that the text hashed stays small. */
export function digestOfRows(row: string): string {
  return `encode(sha256(convert_to(coalesce(string_agg(
      encode(sha256(convert_to(${row}, 'UTF8')), 'hex'), '' ORDER BY v.object_id), ''), 'UTF8')), 'hex')`;
}

/** The digest of a kind's current rows. */
function digestOf(kind: Kind): string {
  return `
    SELECT '${kind}' AS kind, ${digestOfRows(rowText(kind))} AS digest
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
