/** The part of parquetjs-lite that its codec uses; the package has no types of its own. */
declare module 'parquetjs-lite' {
  export interface FieldDefinition {
    readonly type: string;
    readonly optional: boolean;
    readonly compression: 'SNAPPY';
    readonly statistics: false;
  }

  export class ParquetSchema {
    constructor(fields: Record<string, FieldDefinition>);
    readonly schema: Record<string, FieldDefinition>;
  }

  /** What a page is made of: the values that are not null, and per row whether there is one. */
  export interface PageColumn {
    values: unknown[];
    /** Definition levels: 1 for a value, 0 for a null; all 0 in a required column. */
    dlevels: number[];
    rlevels: number[];
    distinct_values: Set<unknown>;
    count: number;
  }

  export interface RowBuffer {
    rowCount: number;
    pageRowCount: number;
    columnData: Record<string, PageColumn>;
    pages: Record<string, unknown[]>;
  }

  type EnvelopeInterface = Pick<
    ParquetEnvelopeWriter,
    'pageSize' | 'useDataPageV2' | 'writeHeader' | 'writeRowGroup' | 'writeIndex' | 'writeFooter' | 'close'
  >;

  export class ParquetEnvelopeWriter {
    constructor(
      schema: ParquetSchema,
      write: (bytes: Buffer) => void,
      close: () => void,
      fileOffset: number,
      options: { useDataPageV2: boolean; pageIndex: boolean },
    );
    pageSize: number;
    useDataPageV2: boolean;
    writeHeader(): void;
    writeRowGroup(rows: RowBuffer): void;
    writeIndex(): void;
    writeFooter(metadata: Record<string, string>): void;
    close(): void;
  }

  export class ParquetWriter {
    constructor(schema: ParquetSchema, envelope: EnvelopeInterface, options: object);
    rowBuffer: RowBuffer;
    appendRow(row: Record<string, unknown>): Promise<void>;
    close(): Promise<void>;
  }

  export interface SchemaElement {
    readonly name: string;
    /** Index into `PHYSICAL_TYPES` of the format. */
    readonly type: number | null;
    /** 0 required, 1 optional, 2 repeated. */
    readonly repetition_type: number | null;
  }

  export interface ColumnChunk {
    readonly meta_data: {
      readonly path_in_schema: readonly string[];
      /** These are `Int64` objects; `Number()` of one is the offset or size in bytes. */
      readonly dictionary_page_offset: unknown;
      readonly data_page_offset: unknown;
      readonly total_compressed_size: unknown;
    };
  }

  export interface RowGroup {
    /** An `Int64` object; `Number()` of it is the count. */
    readonly num_rows: unknown;
    readonly columns: readonly ColumnChunk[];
  }

  export interface FileMetaData {
    readonly schema: readonly SchemaElement[];
    readonly key_value_metadata: readonly { readonly key: string; readonly value: string }[] | null;
    readonly row_groups: readonly RowGroup[];
  }

  export class ParquetEnvelopeReader {
    constructor(
      read: (offset: number, length: number) => Promise<Buffer>,
      close: () => void,
      fileSize: number,
      options?: object,
    );
    readHeader(): Promise<void>;
    readFooter(): Promise<FileMetaData>;
    readColumnChunk(
      schema: ParquetSchema,
      column: ColumnChunk,
      options: { rawStatistics: boolean },
    ): Promise<PageColumn>;
  }
}

declare module 'parquetjs-lite/lib/codec/index.js' {
  export interface Cursor {
    readonly buffer: Buffer;
    offset: number;
    readonly size: number;
  }

  export interface Encoding {
    decodeValues(type: string, cursor: Cursor, count: number): unknown[];
  }

  /** Encodings by their name in the format. */
  const encodings: Record<string, Encoding>;
  export default encodings;
}
