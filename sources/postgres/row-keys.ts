import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { type KindColumn, optional, type Value } from '../../contracts/kinds/kind.js';
import { RowTexts } from '../../batches/row-texts.js';
import { isReadInPieces, type Piece, pieceOf } from './pieces.js';

/*
 * The key of a row is 128 bits of a SHA-256 over the text that PostgreSQL prints of the row with all its columns, oids
 * included. The server makes it of what a query finds, this program of what an artifact holds: where both print the same,
 * the object is as it was. Should they ever print the same value differently, the object is extracted once more than
 * necessary; they can't take two different ones for the same. Before it, where a kind is read in pieces, is the oid that says
 * which piece the row is in: `16401.6f1d...`.
 */

/** The column that comes after a kind's own: the key of a row that was there before and is no more. */
const GONE = optional('gone_key', 'text', 'Key of a row that was there before and is no more.');

/** The columns of what `differencesQuery` returns. */
export function differenceColumns(kind: Kind): readonly KindColumn[] {
  return [...kindDeclaration(kind).columns, GONE];
}

/**
 * A kind's query as one that returns the rows whose key is not among those given, and besides them, with nothing but
 * `gone_key`, a row for each given key that no row has. 90,000 keys are 3 MB of text, and take the server 0.1 s to join.
 */
export function differencesQuery(query: string, kind: Kind, keys: readonly string[]): string {
  const { columns } = kindDeclaration(kind);
  const names = columns.map(({ name }) => `now."${name}"`).join(', ');
  const printed = columns.map(({ name, type }) => printedInSql(`o."${name}"`, type)).join(', ');
  const oid = isReadInPieces(kind) ? `o."oid" || '.' || ` : '';
  return `
SELECT ${names}, before.key AS gone_key
FROM (
  SELECT o.*, ${oid}left(encode(sha256(convert_to(ROW(${printed})::text, 'UTF8')), 'hex'), 32) AS key
  FROM (${query.trimEnd().replace(/;$/, '')}
  ) o
) now
FULL JOIN (SELECT unnest('{${keys.join(',')}}'::text[]) AS key) before ON before.key = now.key
WHERE now.key IS NULL OR before.key IS NULL`;
}

/** The keys that are in each piece; all of them where there is but one. */
export function keysByPiece(
  pieces: readonly Piece[],
  keys: readonly string[],
): ReadonlyMap<Piece, readonly string[]> {
  const [only, ...others] = pieces;
  if (only !== undefined && others.length === 0) return new Map([[only, keys]]);
  const ofPieces = new Map(pieces.map((piece) => [piece, new Array<string>()]));
  for (const key of keys) {
    const piece = pieceOf(pieces, parseInt(key, 10));
    if (piece !== undefined) ofPieces.get(piece)?.push(key);
  }
  return ofPieces;
}

/** Numbers of different machines agree in their bits, not in their digits. */
function printedInSql(column: string, type: KindColumn['type']): string {
  return type === 'float64' ? `float8send(${column}::float8)` : column;
}

/** The keys of a batch's rows, in their order. */
export function rowKeys(kind: Kind, batch: ColumnBatch): string[] {
  const texts = new RowTexts(
    batch.rows,
    kindDeclaration(kind).columns.map(({ type }, index) => {
      const field = type === 'float64' ? floatField : textField;
      const before = index === 0 ? '(' : ',';
      return { values: batch.columns[index] ?? [], text: (value: Value) => before + field(value) };
    }),
  );
  const digests = Array.from({ length: batch.rows }, (_, row) =>
    hash('sha256', `${texts.at(row)})`, 'hex').slice(0, 32),
  );
  if (!isReadInPieces(kind)) return digests;
  const oids = batch.columns[kindDeclaration(kind).columns.findIndex(({ name }) => name === 'oid')];
  return digests.map((digest, row) => `${String(oids?.[row])}.${digest}`);
}

/** What PostgreSQL puts in quotes inside a row: https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX */
const QUOTED = /^$|[ \t\n\v\f\r"\\(),]/;

function textField(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = String(value);
  return QUOTED.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '""')}"` : text;
}

function floatField(value: Value): string {
  if (value === null) return '';
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(Number(value));
  return `"\\\\x${bytes.toString('hex')}"`;
}
