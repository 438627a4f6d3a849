import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CopyValue, Row, TableRows } from './rows/table-rows.js';

/** Characters gathered before they go to the socket; larger blocks were no faster. */
const BLOCK_CHARACTERS = 64 * 1024;

/** Streams a table's rows into it with `COPY`; returns how many there were. */
export async function copyRows(client: Client, tableRows: TableRows): Promise<number> {
  const [first] = tableRows.rows();
  if (first === undefined) return 0;
  const copy = client.query(
    copyFrom(`COPY ${tableRows.table} (${Object.keys(first).join(', ')}) FROM STDIN`),
  );
  await pipeline(Readable.from(blocks(tableRows.rows()), { objectMode: false }), copy);
  return copy.rowCount;
}

function* blocks(rows: Iterable<Row>): Generator<string> {
  let block = '';
  for (const row of rows) {
    block += Object.values(row).map(copyField).join('\t') + '\n';
    if (block.length >= BLOCK_CHARACTERS) {
      yield block;
      block = '';
    }
  }
  if (block !== '') yield block;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in the text format of `COPY`. */
function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  const text = typeof value === 'object' ? arrayLiteral(value) : String(value);
  return text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

function arrayLiteral(elements: readonly (string | number)[]): string {
  return `{${elements.map((element) => JSON.stringify(String(element))).join(',')}}`;
}
