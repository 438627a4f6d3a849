import type { ColumnBatch } from '../contracts/column-batch.js';
import type { KindColumn, Value } from '../contracts/kinds/kind.js';
import type { LandedArtifact } from './landed.js';

/** Counts rows per schema as they pass; neighbours are nearly always of one schema. */
export class SchemaTally {
  rows = 0;
  readonly #schemas = new Map<string | null, number>();

  async *counting(
    columns: readonly KindColumn[],
    batches: AsyncIterable<ColumnBatch>,
  ): AsyncGenerator<ColumnBatch> {
    const position = columns.findIndex(({ name }) => name === 'schema_name');
    for await (const batch of batches) {
      this.#count(batch.rows, batch.columns[position]);
      yield batch;
    }
  }

  #count(rows: number, schemas: readonly Value[] | undefined): void {
    this.rows += rows;
    for (let start = 0, end: number; start < rows; start = end) {
      const schema = schemas?.[start] ?? null;
      for (end = start + 1; end < rows && (schemas?.[end] ?? null) === schema; end++);
      const name = schema === null ? null : String(schema);
      this.#schemas.set(name, (this.#schemas.get(name) ?? 0) + end - start);
    }
  }

  result(): Pick<LandedArtifact, 'rows' | 'schemas'> {
    return { rows: this.rows, schemas: [...this.#schemas] };
  }
}
