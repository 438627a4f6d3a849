import { isUtf8 } from 'node:buffer';
import { copyBatch } from '../../batches/copy-batch.js';
import { BATCH_ROWS, type ColumnBatch, type CopyLines } from '../../contracts/column-batch.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';

const TAB = 0x09;
const LINE_FEED = 0x0a;

/** Where a batch is put together. */
interface Room {
  readonly bytes: Buffer;
  readonly ends: Uint32Array;
}

/** Batches seldom take more; a larger room, for the sake of one definition, is not kept. */
const KEPT_ROOM_BYTES = 4 * 1024 * 1024;

/**
 * The rooms of decoders that have ended, at most as many as there were at once. One that begins anew grows by doubling, and
 * what it has grown out of stays until all garbage is collected.
 */
const ROOMS: Room[] = [];

/**
 * Cuts what a COPY sends into batches. It finds out where each value ends and no more: most of them are passed on as
 * bytes, to Parquet and to the catalog's COPY, and never become values.
 */
export class CopyDecoder {
  readonly #columns: readonly KindColumn[];
  /** What has come of the batch that is being filled, and perhaps of the next. */
  #bytes: Buffer;
  #length = 0;
  /** How far it has been looked through. */
  #scanned = 0;
  #ends: Uint32Array;
  /** Values that have ended. */
  #values = 0;
  #rows = 0;
  #isAscii = true;

  constructor(columns: readonly KindColumn[]) {
    this.#columns = columns;
    const { bytes, ends } = ROOMS.pop() ?? { bytes: Buffer.alloc(0), ends: new Uint32Array(0) };
    this.#bytes = bytes;
    this.#ends = ends;
  }

  /** Rows given so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the next bytes, wherever they were cut; gives the batches that are full with them. */
  *decode(chunk: Buffer): Generator<ColumnBatch, void, undefined> {
    this.#append(chunk);
    const full = BATCH_ROWS * this.#columns.length;
    for (;;) {
      this.#scan(full);
      if (this.#values < full) return;
      yield this.#take(this.#scanned);
    }
  }

  /** The rows after the last full batch, with which it is done. Throws `internal` when a row was cut. */
  *end(): Generator<ColumnBatch, void, undefined> {
    const isWhole = this.#length === 0 || this.#bytes[this.#length - 1] === LINE_FEED;
    if (!isWhole) throw new SourceSenseError('internal', 'COPY ended in the middle of a row.');
    if (this.#values > 0) yield this.#take(this.#length);
    this.#leaveRoom();
  }

  #leaveRoom(): void {
    const room = { bytes: this.#bytes, ends: this.#ends };
    this.#bytes = Buffer.alloc(0);
    this.#ends = new Uint32Array(0);
    if (room.bytes.length <= KEPT_ROOM_BYTES) ROOMS.push(room);
  }

  #append(chunk: Buffer): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** Notes where values end, up to so many of them. */
  #scan(full: number): void {
    const bytes = this.#bytes;
    const length = this.#length;
    const width = this.#columns.length;
    let ends = this.#ends;
    let values = this.#values;
    let column = values % width;
    let at = this.#scanned;
    let seen = 0;
    for (; at < length && values < full; at++) {
      const byte = bytes[at] ?? 0;
      seen |= byte;
      if (byte !== TAB && byte !== LINE_FEED) continue;
      if (values === ends.length) ends = larger(ends, full);
      ends[values++] = at;
      column++;
      if ((byte === LINE_FEED) !== (column === width)) throw this.#otherColumns(column);
      if (column === width) column = 0;
    }
    this.#isAscii &&= seen < 0x80;
    this.#ends = ends;
    this.#values = values;
    this.#scanned = at;
  }

  #otherColumns(column: number): SourceSenseError {
    const { length } = this.#columns;
    const than = column === length ? 'more' : 'fewer';
    return new SourceSenseError('internal', `COPY gave ${than} than ${length} columns.`);
  }

  /** The batch of the values that have ended, `end` being where its last line does. */
  #take(end: number): ColumnBatch {
    const width = this.#columns.length;
    const bytes = copyOf(this.#bytes, 0, end);
    const lines: CopyLines = { bytes, width, ends: this.#ends.slice(0, this.#values) };
    const isText = this.#isAscii || isUtf8(bytes);
    this.#bytes.copyWithin(0, end, this.#length);
    this.#length -= end;
    this.#scanned = 0;
    this.#values = 0;
    this.#isAscii = true;
    const batch = isText ? copyBatch(lines, this.#columns) : this.#repaired(bytes);
    this.#rows += batch.rows;
    return batch;
  }

  /** A database without an encoding (SQL_ASCII) may hold any bytes: those that are no text become U+FFFD. */
  #repaired(bytes: Buffer): ColumnBatch {
    const decoder = new CopyDecoder(this.#columns);
    const batches = [...decoder.decode(Buffer.from(bytes.toString('utf8'))), ...decoder.end()];
    const [batch] = batches;
    if (batch === undefined) throw new SourceSenseError('internal', 'COPY gave no rows that can be read.');
    return batch;
  }
}

/** Of its own: a view would keep the whole. */
function copyOf(bytes: Buffer, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafeSlow(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}

function larger(ends: Uint32Array, most: number): Uint32Array {
  const grown = new Uint32Array(Math.min(most, Math.max(1024, 2 * ends.length)));
  grown.set(ends);
  return grown;
}
