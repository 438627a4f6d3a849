import { columnsOf, copyBatch } from '../batches/copy-batch.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import type { KindColumn, Value } from '../contracts/kinds/kind.js';

/**
 * Bytes of batches that a process remembers: the partitions in work of a source of ten thousand tables, which take 89 MB. Of
 * 64 MB, every seventh artifact is read again.
 */
const BUDGET_BYTES = 96 * 1024 * 1024;

/** What a value takes in its column's array, and a text besides its characters (V8). */
const POINTER_BYTES = 8;
const TEXT_BYTES = 24;

interface Remembered {
  readonly columns: readonly KindColumn[];
  readonly batches: readonly ColumnBatch[];
  readonly sizeBytes: number;
}

/**
 * The batches of artifacts that this process wrote a moment ago: the step that comes next most often runs here too, and
 * need not fetch, verify and decode them. Found by the content's hash, so that they are never those of another content;
 * the oldest are dropped when there are too many, and all of an artifact when it is forgotten.
 */
export class RecentBatches {
  readonly #budgetBytes: number;
  readonly #remembered = new Map<string, Remembered>();
  #sizeBytes = 0;

  constructor(budgetBytes = BUDGET_BYTES) {
    this.#budgetBytes = budgetBytes;
  }

  /** Passes batches on; when all have passed, `keep` with the artifact that they became remembers them. */
  recording(schema: BatchSchema, batches: AsyncIterable<ColumnBatch>) {
    const taken: ColumnBatch[] = [];
    let sizeBytes = 0;
    const limit = this.#budgetBytes / 2;
    const pass = async function* (): AsyncGenerator<ColumnBatch, void, undefined> {
      for await (const batch of batches) {
        sizeBytes += sizeOf(batch);
        if (sizeBytes <= limit) taken.push(withoutValues(batch));
        else taken.length = 0;
        yield batch;
      }
    };
    const { columns } = schema;
    return {
      batches: pass(),
      keep: (ref: ArtifactRef) => {
        if (sizeBytes <= limit) this.#add(ref.sha256, { columns, batches: taken, sizeBytes });
      },
    };
  }

  /** An artifact's batches with the columns of a schema, in its order; null when they are not remembered. */
  find({ sha256 }: ArtifactRef, schema: BatchSchema): ColumnBatch[] | null {
    const remembered = this.#remembered.get(sha256);
    if (remembered === undefined) return null;
    const positions = schema.columns.map(({ name }) =>
      remembered.columns.findIndex((column) => column.name === name),
    );
    if (positions.includes(-1)) return null;
    const isWhole =
      positions.length === remembered.columns.length && positions.every((at, index) => at === index);
    return remembered.batches.map((kept) => {
      const batch = withValues(kept, remembered.columns);
      return isWhole ? batch : columnsOf(batch, positions);
    });
  }

  /** Nobody will ask for it soon. */
  forget({ sha256 }: ArtifactRef): void {
    this.#sizeBytes -= this.#remembered.get(sha256)?.sizeBytes ?? 0;
    this.#remembered.delete(sha256);
  }

  #add(sha256: string, remembered: Remembered): void {
    if (this.#remembered.has(sha256)) return;
    this.#remembered.set(sha256, remembered);
    this.#sizeBytes += remembered.sizeBytes;
    for (const [oldest, { sizeBytes }] of this.#remembered) {
      if (this.#sizeBytes <= this.#budgetBytes) break;
      this.#remembered.delete(oldest);
      this.#sizeBytes -= sizeBytes;
    }
  }
}

/** A batch whose values can be made again of its lines; they would take more room than the lines. */
function withoutValues(batch: ColumnBatch): ColumnBatch {
  return batch.lines === undefined ? batch : { ...batch, columns: [] };
}

function withValues(kept: ColumnBatch, columns: readonly KindColumn[]): ColumnBatch {
  const [lines] = kept.lines ?? [];
  return lines === undefined ? kept : copyBatch(lines, columns);
}

/** About what a batch takes in memory: columns may share an array, and a text that follows itself is the same one. */
function sizeOf({ rows, columns, lines }: ColumnBatch): number {
  if (lines !== undefined)
    return lines.reduce((sum, { bytes, ends }) => sum + bytes.byteLength + ends.byteLength, 0);
  return [...new Set(columns)].reduce((sum, values) => sum + rows * POINTER_BYTES + textBytes(values), 0);
}

function textBytes(values: readonly Value[]): number {
  let sum = 0;
  let previous: Value = null;
  for (const value of values) {
    if (typeof value === 'string' && value !== previous) sum += TEXT_BYTES + value.length;
    previous = value;
  }
  return sum;
}
