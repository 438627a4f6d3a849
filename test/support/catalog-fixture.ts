import { randomUUID } from 'node:crypto';
import type { CatalogProvider, LandingKind, LandingStep, PublishInput } from '../../catalog/provider.js';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { COUNT_REPORTS, NO_COST, type Tally } from '../../contracts/extraction.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import { catalogTransformer } from '../../transform/catalog/index.js';
import type { TestCatalog } from './catalog-providers.js';

export type Row = Readonly<Record<string, Value>>;

const SOME_VALUE: Readonly<Record<ValueType, Value>> = {
  text: 'some',
  json: '{}',
  int32: 1,
  int64: 1n,
  float64: 0.5,
  boolean: true,
  timestamp: 0n,
};

const defaultOf = ({ nullable, type }: KindColumn): Value => (nullable ? null : SOME_VALUE[type]);

/** Rows of a kind as the transformer hands them to landing; columns that a row leaves out get some value. */
export function batchOf(kind: Kind, rows: readonly Row[]): ColumnBatch {
  const columns = kindDeclaration(kind).columns.map((column) =>
    rows.map((row) => (column.name in row ? (row[column.name] ?? null) : defaultOf(column))),
  );
  const identities = catalogTransformer.transform(kind, { rows: rows.length, columns });
  return { rows: rows.length, columns: [...identities.columns, ...columns] };
}

/** A kind's landing of the given rows; of a digest that no other has, unless one is given. */
export function landingOf(kind: Kind, rows: readonly Row[], digest: string = randomUUID()): LandingKind {
  const batch = batchOf(kind, rows);
  return { kind, digest, batches: (columns) => oneBatch(withColumns(kind, batch, columns)) };
}

/** A batch in the shape of `catalogSchema(kind)` with just the named columns. */
function withColumns(kind: Kind, batch: ColumnBatch, names?: readonly string[]): ColumnBatch {
  if (names === undefined) return batch;
  const { columns } = catalogSchema(kind);
  return {
    rows: batch.rows,
    columns: batch.columns.filter((_, at) => names.includes(columns[at]?.name ?? '')),
  };
}

async function* oneBatch(batch: ColumnBatch): AsyncGenerator<ColumnBatch> {
  await Promise.resolve();
  yield batch;
}

/** Schemas of these names, in the database `shop`. */
export function schemas(...names: string[]): Row[] {
  return names.map((schema_name) => ({ database_name: 'shop', schema_name }));
}

export const NEVER = new AbortController().signal;

/** What a run publishes that extracted these numbers of rows, in the first reading of the given partitions. */
export function publication(
  runId: string,
  extracted: PublishInput['extracted'],
  partitions: readonly string[] = ['database'],
): PublishInput {
  return { runId, extracted, partitions: partitions.map((partitionId) => ({ partitionId, reading: 1 })) };
}

/** Reports what the source counted: before the run read, unless it says afterwards. */
export async function reportCounts(
  catalog: CatalogProvider,
  runId: string,
  tallies: readonly Tally[],
  partitionId: string = COUNT_REPORTS.before,
): Promise<void> {
  const step = { runId, partitionId, stage: 'discoverSchemas', reading: 1, epoch: 1 };
  await catalog.report(step, { tallies, gaps: [], cost: NO_COST });
}

/** A whole run of one partition: begins, lands the rows of one kind, publishes. */
export async function publishRows(
  catalog: CatalogProvider,
  kind: Kind,
  rows: readonly Row[],
  source = 'shop',
  digest?: string,
): Promise<{ runId: string; published: Awaited<ReturnType<CatalogProvider['publish']>> }> {
  const runId = `run-${randomUUID()}`;
  await catalog.beginRun(runId, source);
  const step = { runId, partitionId: 'database', epoch: 1, reading: 1 };
  await catalog.land(step, [landingOf(kind, rows, digest)], NEVER);
  return { runId, published: await catalog.publish(publication(runId, { [kind]: rows.length })) };
}

/** An attempt at landing a partition. */
export function stepOf(runId: string, epoch = 1, partitionId = 'database', reading = 1): LandingStep {
  return { runId, partitionId, epoch, reading };
}

/** A landing that hands over one batch of schemas and then waits until it is released. */
export function stalled(names: readonly string[]): {
  landing: LandingKind;
  reached: Promise<void>;
  release: () => void;
} {
  const events = new EventTarget();
  const happened = (name: string) =>
    new Promise<void>((resolve) => {
      events.addEventListener(name, () => {
        resolve();
      });
    });
  const reached = happened('reached');
  const released = happened('released');
  async function* batches(columns?: readonly string[]) {
    yield withColumns('schema', batchOf('schema', schemas(...names)), columns);
    events.dispatchEvent(new Event('reached'));
    await released;
  }
  return {
    landing: { kind: 'schema', digest: randomUUID(), batches },
    reached,
    release: () => {
      events.dispatchEvent(new Event('released'));
    },
  };
}

/** The names of a source's schemas as the catalog shows them now. */
export async function currentSchemas(test: Pick<TestCatalog, 'query'>, source: string): Promise<unknown[]> {
  const sql = 'SELECT schema_name AS name FROM catalog.schemas WHERE source_name = $1 ORDER BY 1';
  return (await test.query(sql, [source])).map(({ name }) => name);
}
