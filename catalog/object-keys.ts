import type { ColumnBatch } from '../contracts/column-batch.js';
import { catalogSchema } from '../contracts/kinds/batch-schemas.js';
import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { KindColumn } from '../contracts/kinds/kind.js';

/** The columns of a kind that belong to the physical object: they may change without a new version. */
export function physicalColumns(kind: Kind): readonly KindColumn[] {
  return kindDeclaration(kind).columns.filter((column) => column.volatile === true);
}

/** Whether a kind's objects are in schemas. */
export function hasSchema(kind: Kind): boolean {
  return kindDeclaration(kind).columns.some(({ name }) => name === 'schema_name');
}

/** The columns that the qualified name of a kind's object is made of: the database only where nothing else is. */
export function nameColumns(kind: Kind): readonly string[] {
  const names = kindDeclaration(kind).identity.columns;
  return names.length > 1 ? names.filter((name) => name !== 'database_name') : names;
}

const KEY_COLUMNS: readonly string[] = ['object_id', 'fingerprint', 'schema_name'];

/** The columns of an artifact that are read for its keys and the count per schema, in the artifact's order. */
export function keyColumns(kind: Kind): readonly KindColumn[] {
  return catalogSchema(kind).columns.filter(
    ({ name, volatile }) => volatile === true || KEY_COLUMNS.includes(name),
  );
}

/**
 * The keys of a batch that has the columns `keyColumns(kind)`: object_id, fingerprint and physical, which has the values
 * of the physical columns, numbers separated by spaces.
 */
export function keyBatch(kind: Kind, { rows, columns }: ColumnBatch): ColumnBatch {
  const read = keyColumns(kind);
  const values = (wanted: string) => columns[read.findIndex(({ name }) => name === wanted)] ?? [];
  const physical = physicalColumns(kind).map(({ name }) => values(name));
  const texts = Array.from({ length: rows }, (_, row) => physical.map((column) => column[row]).join(' '));
  return { rows, columns: [values('object_id'), values('fingerprint'), texts] };
}

/** The rows of batches in the shape of `catalogSchema` whose object is one of these. */
export async function* onlyObjects(
  batches: AsyncIterable<ColumnBatch>,
  objectIds: ReadonlySet<string>,
): AsyncGenerator<ColumnBatch> {
  for await (const { columns } of batches) {
    const kept = (columns[0] ?? []).flatMap((id, row) => (objectIds.has(String(id)) ? [row] : []));
    if (kept.length === 0) continue;
    yield { rows: kept.length, columns: columns.map((values) => kept.map((row) => values[row] ?? null)) };
  }
}
