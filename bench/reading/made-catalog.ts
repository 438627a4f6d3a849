import type { CatalogProvider, LandingKind } from '../../catalog/provider.js';
import { BATCH_ROWS, type ColumnBatch } from '../../contracts/column-batch.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import { catalogTransformer } from '../../transform/catalog/index.js';
import { madeRows, type MadeRow } from './made-rows.js';

/** What a column is filled with when a made row does not say. */
const ANY_VALUE: Readonly<Record<ValueType, Value>> = {
  text: 'none',
  json: '[]',
  int32: 0,
  int64: 0n,
  float64: 0,
  boolean: false,
  timestamp: 0n,
};

const valueOf = (row: MadeRow, { name, nullable, type }: KindColumn): Value =>
  row[name] ?? (nullable ? null : ANY_VALUE[type]);

function batchOf(kind: Kind, rows: readonly MadeRow[]): ColumnBatch {
  const columns = kindDeclaration(kind).columns.map((column) => rows.map((row) => valueOf(row, column)));
  const identities = catalogTransformer.transform(kind, { rows: rows.length, columns });
  return { rows: rows.length, columns: [...identities.columns, ...columns] };
}

/** Lands and publishes a source of so many tables, 20 columns each, as one run; returns the run's id. */
export async function makeCatalog(catalog: CatalogProvider, source: string, tables: number): Promise<string> {
  const runId = `extract/${source}/1`;
  await catalog.beginRun(runId, source);
  const facts = { sourceType: 'postgresql', serverVersion: '18.0', databaseName: 'shop', role: 'reader' };
  await catalog.recordFacts(runId, facts);
  const made = madeRows(tables);
  const landings = Object.entries(made).map(([name, rows]): LandingKind => {
    const kind = name as Kind;
    return { kind, digest: `${kind} of ${runId}`, batches: (columns) => stream(kind, rows, columns) };
  });
  const step = { runId, partitionId: 'database', epoch: 1, reading: 1 };
  await catalog.land(step, landings, new AbortController().signal);
  const extracted = Object.fromEntries(Object.entries(made).map(([kind, rows]) => [kind, rows.length]));
  await catalog.publish({ runId, extracted, partitions: [{ partitionId: 'database', reading: 1 }] });
  return runId;
}

async function* stream(
  kind: Kind,
  rows: readonly MadeRow[],
  names?: readonly string[],
): AsyncGenerator<ColumnBatch> {
  const { columns } = catalogSchema(kind);
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    await Promise.resolve();
    const batch = batchOf(kind, rows.slice(from, from + BATCH_ROWS));
    const kept = batch.columns.filter((_, at) => names?.includes(columns[at]?.name ?? '') ?? true);
    yield { rows: batch.rows, columns: kept };
  }
}
