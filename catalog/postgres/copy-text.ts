import { copyTextOf, escapeCopyText, isVerbatim } from '../../batches/copy-text.js';
import { rowsOf, startOf } from '../../batches/copy-values.js';
import { RowTexts } from '../../batches/row-texts.js';
import type { BatchSchema, ColumnBatch, CopyLines } from '../../contracts/column-batch.js';

/** Bytes, or UTF-16 units, of a chunk: so large that the cost of a write vanishes, small enough to flow. */
const CHUNK_LENGTH = 128 * 1024;

const TAB = 0x09;

/**
 * The rows of a batch in the text format of COPY, in chunks of whole lines; every line starts with the `leading` values,
 * which all rows share. Lines that came as such are passed on as they are.
 */
export function copyText(
  { columns }: BatchSchema,
  batch: ColumnBatch,
  leading: readonly string[],
): Generator<string | Uint8Array> {
  const { lines } = batch;
  return lines !== undefined && isVerbatim(columns)
    ? joinedLines(lines, leading)
    : encodedLines(columns, batch, leading);
}

function* encodedLines(
  columns: BatchSchema['columns'],
  batch: ColumnBatch,
  leading: readonly string[],
): Generator<string> {
  const shared = leading.map((value) => ({ values: [value], text: copyTextOf('text', '\t') }));
  const own = columns.map(({ type }, index) => ({
    values: batch.columns[index] ?? [],
    text: copyTextOf(type, index === columns.length - 1 ? '\n' : '\t'),
  }));
  const lines = new RowTexts(batch.rows, [...shared, ...own]);
  let chunk = '';
  for (let row = 0; row < batch.rows; row++) {
    chunk += lines.at(row);
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

function* joinedLines(blocks: readonly CopyLines[], leading: readonly string[]): Generator<Uint8Array> {
  const start = Buffer.from(leading.map((value) => `${escapeCopyText(value)}\t`).join(''));
  const rows = blocks[0] === undefined ? 0 : rowsOf(blocks[0]);
  for (let row = 0; row < rows;) {
    const first = row;
    let sizeBytes = 0;
    for (; row < rows && sizeBytes < CHUNK_LENGTH; row++) sizeBytes += start.length + lengthOf(blocks, row);
    yield joined(blocks, start, first, row, sizeBytes);
  }
}

/** Bytes of a row in all blocks. */
function lengthOf(blocks: readonly CopyLines[], row: number): number {
  let length = 0;
  for (const { ends, width } of blocks) {
    length += (ends[(row + 1) * width - 1] ?? 0) - (row === 0 ? -1 : (ends[row * width - 1] ?? 0));
  }
  return length;
}

function joined(blocks: readonly CopyLines[], start: Buffer, from: number, to: number, sizeBytes: number) {
  const chunk = Buffer.allocUnsafe(sizeBytes);
  let at = 0;
  for (let row = from; row < to; row++) {
    chunk.set(start, at);
    at += start.length;
    for (const block of blocks) {
      const lineStart = startOf(block, row * block.width);
      const lineEnd = (block.ends[(row + 1) * block.width - 1] ?? 0) + 1;
      chunk.set(block.bytes.subarray(lineStart, lineEnd), at);
      at += lineEnd - lineStart;
      chunk[at - 1] = TAB;
    }
    chunk[at - 1] = 0x0a;
  }
  return chunk;
}
