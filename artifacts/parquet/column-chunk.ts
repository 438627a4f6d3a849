import type { ColumnChunk, Encoding } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { hashOf, isNullAt, rowsOf } from '../../batches/copy-values.js';
import type { BatchSchema, CopyLines } from '../../contracts/column-batch.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { nullOfRequired, PARQUET_TYPES, type ParquetType } from './parquet-schema.js';
import { PLAIN_ENCODINGS } from './plain-values.js';
import { sampleRepeats } from './sample-repeats.js';
import { type ColumnCodes, TextDictionary } from './text-dictionary.js';

/** Which rows have a value, and where it is. */
interface Presence {
  /** 0 for null and 1 for a value, per row. */
  readonly levels: Int32Array;
  /** By their places in `CopyLines.ends`. */
  readonly places: Uint32Array;
}

/**
 * Writes columns straight from the bytes of lines. The library's own way takes an array of values and makes half a dozen
 * more of it; its pages, headers and compression are what this puts together
 * (https://parquet.apache.org/docs/file-format/data-pages/).
 */
export class ColumnChunkWriter {
  readonly #dictionary = new TextDictionary();
  #levels = new Int32Array(0);
  #places = new Uint32Array(0);
  #plain: Buffer = Buffer.alloc(0);

  /** One column of a row group, as one page. Throws `internal` for a null that the schema doesn't allow. */
  write(writer: ByteWriter, schema: BatchSchema, lines: CopyLines, index: number): ColumnChunk {
    const column = schema.columns[index];
    if (column === undefined) throw new RangeError(`${schema.kind} has no column ${index}.`);
    const { name, type, nullable, incompressible = false } = column;
    const { physical } = PARQUET_TYPES[type];
    const start = writer.offset;
    const compress = incompressible ? (bytes: Uint8Array) => bytes : snappyCompress;
    const { levels, places } = this.#presenceOf(lines, index);
    if (!nullable && places.length < levels.length) throw nullOfRequired(schema, column, levels.indexOf(0));
    const coded = mayRepeat(column, lines, places) ? this.#dictionary.codesOf(lines, places) : null;
    let uncompressed = 0;
    if (coded !== null) {
      const values = this.#plainValues(physical, lines, coded.places);
      uncompressed += writeDictionaryPage(writer, coded.places.length, values, compress(values));
    }
    const dataOffset = writer.offset;
    const values = coded === null ? this.#plainValues(physical, lines, places) : codedValues(coded);
    const page = {
      rows: levels.length,
      nulls: levels.length - places.length,
      encoding: coded === null ? 'PLAIN' : 'RLE_DICTIONARY',
      levels: nullable ? levels : null,
    } as const;
    uncompressed += writeDataPage(writer, page, values, compress(values));
    return {
      meta_data: {
        type: physical,
        encodings: coded === null ? ['PLAIN'] : ['PLAIN', 'RLE_DICTIONARY'],
        path_in_schema: [name],
        codec: incompressible ? 'UNCOMPRESSED' : 'SNAPPY',
        num_values: BigInt(levels.length),
        total_compressed_size: BigInt(writer.offset - start),
        total_uncompressed_size: BigInt(uncompressed),
        data_page_offset: BigInt(dataOffset),
        ...(coded !== null && { dictionary_page_offset: BigInt(start) }),
      },
      file_offset: BigInt(start),
    };
  }

  /** Good until the next column's is asked for. */
  #presenceOf(lines: CopyLines, column: number): Presence {
    const rows = rowsOf(lines);
    if (this.#levels.length < rows) {
      this.#levels = new Int32Array(rows);
      this.#places = new Uint32Array(rows);
    }
    const levels = this.#levels;
    const places = this.#places;
    let values = 0;
    for (let row = 0, index = column; row < rows; row++, index += lines.width) {
      const isNull = isNullAt(lines, index);
      levels[row] = isNull ? 0 : 1;
      if (!isNull) places[values++] = index;
    }
    return { levels: levels.subarray(0, rows), places: places.subarray(0, values) };
  }

  /** The values at these places as PLAIN has them; good until the next are asked for. */
  #plainValues(physical: ParquetType['physical'], lines: CopyLines, places: Uint32Array): Uint8Array {
    const { room, write } = PLAIN_ENCODINGS[physical];
    const most = room(lines, places);
    if (this.#plain.length < most) this.#plain = Buffer.allocUnsafeSlow(2 * most);
    return this.#plain.subarray(0, write(lines, places, this.#plain));
  }
}

/** Whether a dictionary may pay for itself. Numbers compress as well without. */
function mayRepeat({ type, incompressible }: KindColumn, lines: CopyLines, places: Uint32Array): boolean {
  if (incompressible === true || places.length === 0) return false;
  if (PARQUET_TYPES[type].physical !== 'BYTE_ARRAY') return false;
  return sampleRepeats(places.length, (value) => hashOf(lines, places[value] ?? 0));
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
  readonly levels: Int32Array | null;
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
