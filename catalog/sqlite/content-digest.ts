import { createHash } from 'node:crypto';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { ValueType } from '../../contracts/kinds/kind.js';
import type { SqliteDatabase, SqlValue } from './database.js';
import { isCurrent, versionTable } from './versions.js';

function doubleBits(value: number): string {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return bits.toString('hex');
}

/** Each value as the text that is digested: the one that PostgreSQL's provider makes in SQL. */
const TEXTS: Readonly<Partial<Record<ValueType, (stored: SqlValue) => string>>> = {
  float64: (stored) => doubleBits(Number(stored)),
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A row's values, each with its length in bytes in front, so that no two rows give the same text. */
function rowText(values: readonly SqlValue[], texts: readonly ((stored: SqlValue) => string)[]): string {
  let text = '';
  for (const [index, value] of values.entries()) {
    const own = value === null ? null : (texts[index] ?? String)(value);
    text += own === null ? '-' : `${Buffer.byteLength(own)}:${own}`;
  }
  return text;
}

/** The columns of a version `v` that are digested: all but the physical ones. */
export function rowColumns(kind: Kind): string {
  const own = digestedColumns(kind).map(({ name }) => `, v."${name}"`);
  return `v.object_id, v.parent_id, v.fingerprint${own.join('')}`;
}

/** What turns the values of `rowColumns` into the texts that are digested. */
export function rowTexts(kind: Kind): readonly ((stored: SqlValue) => string)[] {
  return [String, String, String, ...digestedColumns(kind).map(({ type }) => TEXTS[type] ?? String)];
}

function digestedColumns(kind: Kind) {
  return kindDeclaration(kind).columns.filter((column) => column.volatile !== true);
}

/** A digest of the digests of rows; null when there is none. */
export function digestOfRows(
  rows: Iterable<readonly SqlValue[]>,
  texts: readonly ((stored: SqlValue) => string)[],
): string | null {
  let digests = '';
  for (const row of rows) digests += sha256(rowText(row, texts));
  return digests === '' ? null : sha256(digests);
}

function digestOf(database: SqliteDatabase, kind: Kind, connection: string): string {
  const query = database.connection
    .prepare<SqlValue[], SqlValue[]>(
      `SELECT ${rowColumns(kind)} FROM ${versionTable(kind)} v JOIN source s ON s.id = v.source_id
       WHERE s.name = ? AND ${isCurrent('s.id', 's.published_run')} ORDER BY v.object_id`,
    )
    .raw();
  return digestOfRows(query.iterate(connection), rowTexts(kind)) ?? sha256('');
}

/** See `CatalogReader.contentDigest`. */
export async function contentDigest(
  database: SqliteDatabase,
  connection: string,
): Promise<Record<Kind, string>> {
  return database.read(`digest the content of ${connection}`, () => {
    const digests = ALL_KINDS.map((kind) => [kind, digestOf(database, kind, connection)]);
    return Object.fromEntries(digests) as Record<Kind, string>;
  });
}
