import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { KindColumn, ValueType } from '../../contracts/kinds/kind.js';

export interface ParquetType {
  readonly physical: 'BOOLEAN' | 'INT32' | 'INT64' | 'DOUBLE' | 'BYTE_ARRAY';
  /** What readers make of the physical type: a string, a document, an instant. */
  readonly annotation?: 'UTF8' | 'JSON' | 'TIMESTAMP_MICROS';
}

/** The Parquet type that carries each value type, as `ValueTypes` says. */
export const PARQUET_TYPES = {
  text: { physical: 'BYTE_ARRAY', annotation: 'UTF8' },
  json: { physical: 'BYTE_ARRAY', annotation: 'JSON' },
  int32: { physical: 'INT32' },
  int64: { physical: 'INT64' },
  float64: { physical: 'DOUBLE' },
  boolean: { physical: 'BOOLEAN' },
  timestamp: { physical: 'INT64', annotation: 'TIMESTAMP_MICROS' },
} as const satisfies Record<ValueType, ParquetType>;

/** What a file's footer says, whichever library read it. */
export interface FileFooter {
  readonly metadata: ReadonlyMap<string, string>;
  /** Physical type and nullability by column name. */
  readonly columns: ReadonlyMap<string, { readonly physical: string; readonly nullable: boolean }>;
}

const KIND_KEY = 'sourcesense.kind';
const VERSION_KEY = 'sourcesense.schema_version';

/** The key-value metadata of a file of this schema. */
export function footerMetadata(schema: BatchSchema): { key: string; value: string }[] {
  return [
    { key: KIND_KEY, value: schema.kind },
    { key: VERSION_KEY, value: String(schema.version) },
  ];
}

/** Throws `artifact_corrupt` unless the file holds this schema's kind and version, and all its columns. */
export function checkFooter(schema: BatchSchema, footer: FileFooter): void {
  const kind = footer.metadata.get(KIND_KEY);
  if (kind !== schema.kind) {
    throw corrupt(schema, kind === undefined ? 'it does not say its kind' : `it is of kind ${kind}`);
  }
  const version = footer.metadata.get(VERSION_KEY);
  if (version !== String(schema.version)) {
    throw corrupt(schema, `its schema has version ${version ?? 'none'}, not ${schema.version}`);
  }
  for (const { name, type, nullable } of schema.columns) {
    const column = footer.columns.get(name);
    const { physical } = PARQUET_TYPES[type];
    if (column === undefined) throw corrupt(schema, `it has no column ${name}`);
    if (column.physical !== physical) throw corrupt(schema, `${name} is ${column.physical}, not ${physical}`);
    if (column.nullable && !nullable) throw corrupt(schema, `${name} may be null in it`);
  }
}

/** The error of a file that can't be read as what it should be. */
export function corrupt(schema: BatchSchema, reason: string, cause?: unknown): SourceSenseError {
  return new SourceSenseError(
    'artifact_corrupt',
    `Parquet file is no ${schema.kind} artifact of schema version ${schema.version}: ${reason}.`,
    { cause, remedy: 'Extract again; artifacts are made anew by a new run.' },
  );
}

/** Throws unless the batch has as many columns as the schema. */
export function checkBatch(schema: BatchSchema, { columns }: ColumnBatch): void {
  if (columns.length === schema.columns.length) return;
  throw malformed(schema, `it has ${columns.length} columns, not ${schema.columns.length}`);
}

/**
 * The values of a column, or their bytes. Throws unless they have the schema's shape: the libraries write a null of a
 * required column as something else.
 */
export function checkedValues<T>(
  schema: BatchSchema,
  column: KindColumn,
  rows: number,
  values: readonly (T | null)[],
): readonly (T | null)[] {
  const { name, nullable } = column;
  if (values.length !== rows) throw malformed(schema, `${name} has ${values.length} values, not ${rows}`);
  const row = nullable ? -1 : values.indexOf(null);
  if (row >= 0) throw nullOfRequired(schema, column, row);
  return values;
}

export function nullOfRequired(schema: BatchSchema, { name }: KindColumn, row: number): SourceSenseError {
  return malformed(schema, `${name} is null in row ${row}, though it is declared required`);
}

function malformed(schema: BatchSchema, reason: string): SourceSenseError {
  return new SourceSenseError('internal', `Batch of kind ${schema.kind} is malformed: ${reason}.`);
}

/** Whatever a library throws, texts among it, means a damaged file; our own errors, of reading it, pass. */
export async function reading<T>(schema: BatchSchema, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceSenseError) throw error;
    throw corrupt(schema, 'it is damaged', error);
  }
}
