import type { ColumnChunk, Encoding } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { hashOf, isNullAt, rowsOf, writeValue } from '../../batches/copy-values.js';
import type { CopyLines } from '../../contracts/column-batch.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { sampleRepeats } from './sample-repeats.js';
import { type ColumnCodes, TextDictionary } from './text-dictionary.js';

/** Bytes before each value of a page of texts, which say how long it is. */
const LENGTH_BYTES = 4;

/**
 * Writes columns of texts straight from the bytes of lines. The library's own way takes an array of values and makes
 * half a dozen more of it; its pages, headers and compression are what this puts together
 * (https://parquet.apache.org/docs/file-format/data-pages/).
 */
export class TextChunkWriter {
  readonly #dictionary = new TextDictionary();
  #levels = new Uint8Array(0);
  #plain: Buffer = Buffer.alloc(0);

  /** One column of a row group, as one page. */
  write(writer: ByteWriter, column: KindColumn, lines: CopyLines, index: number): ColumnChunk {
    const { name, nullable, incompressible = false } = column;
    const start = writer.offset;
    const compress = incompressible ? (bytes: Uint8Array) => bytes : snappyCompress;
    const { levels, nulls } = this.#levelsOf(lines, index);
    const coded =
      !incompressible && bytesRepeat(lines, index) ? this.#dictionary.codesOf(lines, index) : null;
    const isCoded = coded !== null && coded.places.length > 0;
    let uncompressed = 0;
    if (isCoded) {
      const values = this.#values(lines, coded.places);
      uncompressed += writeDictionaryPage(writer, coded.places.length, values, compress(values));
    }
    const dataOffset = writer.offset;
    const values = isCoded ? codedValues(coded) : this.#values(lines, placesOf(lines, index));
    const encoding = isCoded ? 'RLE_DICTIONARY' : 'PLAIN';
    const page = { rows: levels.length, nulls, encoding, levels: nullable ? levels : null } as const;
    uncompressed += writeDataPage(writer, page, values, compress(values));
    return {
      meta_data: {
        type: 'BYTE_ARRAY',
        encodings: isCoded ? ['PLAIN', 'RLE_DICTIONARY'] : ['PLAIN'],
        path_in_schema: [name],
        codec: incompressible ? 'UNCOMPRESSED' : 'SNAPPY',
        num_values: BigInt(levels.length),
        total_compressed_size: BigInt(writer.offset - start),
        total_uncompressed_size: BigInt(uncompressed),
        data_page_offset: BigInt(dataOffset),
        ...(isCoded && { dictionary_page_offset: BigInt(start) }),
      },
      file_offset: BigInt(start),
    };
  }

  /** 0 for null and 1 for a value, per row. */
  #levelsOf(lines: CopyLines, column: number): { levels: Uint8Array; nulls: number } {
    const rows = rowsOf(lines);
    if (this.#levels.length < rows) this.#levels = new Uint8Array(rows);
    let nulls = 0;
    for (let row = 0; row < rows; row++) {
      const isNull = isNullAt(lines, row * lines.width + column);
      this.#levels[row] = isNull ? 0 : 1;
      if (isNull) nulls++;
    }
    return { levels: this.#levels.subarray(0, rows), nulls };
  }

  /** The values at these places as PLAIN has them, each after its length; good until the next are asked for. */
  #values(lines: CopyLines, places: readonly number[]): Uint8Array {
    const { ends } = lines;
    let most = 0;
    for (const place of places) most += LENGTH_BYTES + (ends[place] ?? 0) - (ends[place - 1] ?? 0);
    if (this.#plain.length < most + 1) this.#plain = Buffer.allocUnsafeSlow(2 * most + 1);
    let at = 0;
    for (const place of places) {
      const end = writeValue(lines, place, this.#plain, at + LENGTH_BYTES);
      this.#plain.writeUInt32LE(end - at - LENGTH_BYTES, at);
      at = end;
    }
    return this.#plain.subarray(0, at);
  }
}

/** Whether a dictionary may pay for itself. */
function bytesRepeat(lines: CopyLines, column: number): boolean {
  return sampleRepeats(rowsOf(lines), (row) => hashOf(lines, row * lines.width + column));
}

function placesOf(lines: CopyLines, column: number): number[] {
  const places: number[] = [];
  for (let index = column; index < lines.ends.length; index += lines.width) {
    if (!isNullAt(lines, index)) places.push(index);
  }
  return places;
}

/** Numbers of a dictionary's values, in as many bits as the largest takes. */
function codedValues({ codes, places }: ColumnCodes): Uint8Array {
  const bitWidth = Math.ceil(Math.log2(places.length));
  const body = new ByteWriter();
  body.appendUint8(bitWidth);
  writeRleBitPackedHybrid(body, codes, bitWidth);
  return body.getBytes();
}

/** Returns the bytes that the page would have without compression, its header among them. */
function writeDictionaryPage(
  writer: ByteWriter,
  count: number,
  values: Uint8Array,
  compressed: Uint8Array,
): number {
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: values.length,
    compressed_page_size: compressed.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  const headerBytes = writer.offset - start;
  writer.appendBytes(compressed);
  return headerBytes + values.length;
}

interface DataPage {
  readonly rows: number;
  readonly nulls: number;
  readonly encoding: Encoding;
  /** Null for a column that has a value in every row. */
  readonly levels: Uint8Array | null;
}

/** Returns the bytes that the page would have without compression, its header among them. */
function writeDataPage(
  writer: ByteWriter,
  { rows, nulls, encoding, levels }: DataPage,
  values: Uint8Array,
  compressed: Uint8Array,
): number {
  const levelBytes = new ByteWriter(64);
  if (levels !== null) writeRleBitPackedHybrid(levelBytes, levels, 1);
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levelBytes.offset + values.length,
    compressed_page_size: levelBytes.offset + compressed.length,
    data_page_header_v2: {
      num_values: rows,
      num_nulls: nulls,
      num_rows: rows,
      encoding,
      definition_levels_byte_length: levelBytes.offset,
      repetition_levels_byte_length: 0,
      is_compressed: true,
    },
  });
  const headerBytes = writer.offset - start;
  writer.appendBytes(levelBytes.getBytes());
  writer.appendBytes(compressed);
  return headerBytes + levelBytes.offset + values.length;
}
