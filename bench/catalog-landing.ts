/**
 * Lands and publishes column rows in a catalog of their own, first as a new source, then unchanged, and compares the
 * times with a plain COPY of the same rows into a table without keys in the same server:
 * `node dist/bench/catalog-landing.js <URL of an empty database> [rows]`.
 */
import { performance } from 'node:perf_hooks';
import { CatalogConnector } from '../catalog/connector.js';
import { postgresCatalogConfigSchema } from '../catalog/postgres/config.js';
import { copyText } from '../catalog/postgres/copy-text.js';
import { CatalogDatabase } from '../catalog/postgres/pool.js';
import type { CatalogProvider } from '../catalog/provider.js';
import { BATCH_ROWS, type ColumnBatch } from '../contracts/column-batch.js';
import { catalogSchema } from '../contracts/kinds/batch-schemas.js';
import type { Value, ValueType } from '../contracts/kinds/kind.js';

const schema = catalogSchema('column');
/** Columns that are null in nearly every row of a real source; the others have values. */
const FILLED: Readonly<Record<ValueType, (row: number, name: string) => Value>> = {
  text: (row, name) =>
    name.endsWith('_name') || name === 'fingerprint' ? `${name} ${row % 997}` : 'integer',
  json: () => '[{"grantor": "owner", "grantee": "reader", "privilege": "SELECT", "grantable": false}]',
  int32: (row) => row % 50,
  int64: (row) => BigInt(row),
  float64: (row) => row / 7,
  boolean: (row) => row % 2 === 0,
  timestamp: (row) => BigInt(row) * 1_000_000n,
};

function uuid(row: number): string {
  const digits = Math.imul(row + 1, 0x9e3779b1) >>> 0;
  return `${digits.toString(16).padStart(8, '0')}-0000-8000-8000-${row.toString(16).padStart(12, '0')}`;
}

function batchOf(from: number, rows: number): ColumnBatch {
  const columns = schema.columns.map(({ name, type, nullable }) =>
    Array.from({ length: rows }, (_, index) => {
      if (name === 'object_id') return uuid(from + index);
      if (name === 'parent_id') return uuid(Math.floor((from + index) / 20));
      return nullable && name !== 'default_expression' ? null : FILLED[type](from + index, name);
    }),
  );
  return { rows, columns };
}

async function* stream(batches: readonly ColumnBatch[], columns?: readonly string[]) {
  for (const batch of batches) {
    await Promise.resolve();
    const kept = batch.columns.filter(
      (_, index) => columns?.includes(schema.columns[index]?.name ?? '') ?? true,
    );
    yield { rows: batch.rows, columns: kept };
  }
}

/** The batch with another fingerprint in every hundredth row. */
function withChanges({ rows, columns }: ColumnBatch): ColumnBatch {
  const at = schema.columns.findIndex(({ name }) => name === 'fingerprint');
  const change = (value: Value, row: number) => (row % 100 === 0 ? `${String(value)} changed` : value);
  return { rows, columns: columns.map((values, index) => (index === at ? values.map(change) : values)) };
}

async function timed(label: string, baselineMs: number, work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  const tookMs = performance.now() - startedMs;
  const ratio = baselineMs > 0 ? ` = ${(tookMs / baselineMs).toFixed(2)} x plain COPY` : '';
  process.stdout.write(`${label.padEnd(28)} ${tookMs.toFixed(0).padStart(6)} ms${ratio}\n`);
  return tookMs;
}

/** The yardstick: the same rows, through the same encoder, into a table without keys. Returns milliseconds. */
async function copyPlainly(database: CatalogDatabase, batches: readonly ColumnBatch[]): Promise<number> {
  const names = schema.columns.map(({ name }) => `"${name}"`).join(', ');
  await database.query('prepare', 'CREATE TABLE plain AS SELECT * FROM catalog.column_version WITH NO DATA');
  async function* chunks() {
    for await (const batch of stream(batches)) yield* copyText(schema, batch, ['p']);
  }
  return timed('plain COPY', 0, () =>
    database.transaction('copy', (session) =>
      session.copy(`COPY plain (partition_id, ${names}) FROM STDIN`, chunks(), new AbortController().signal),
    ),
  );
}

async function landAndPublish(
  catalog: CatalogProvider,
  runId: string,
  batches: readonly ColumnBatch[],
  plainMs: number,
  digest = runId,
): Promise<void> {
  const step = { runId, partitionId: 'p', epoch: 1, reading: 1 };
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
  await catalog.beginRun(runId, 'bench');
  await timed(`${runId}: land`, plainMs, () =>
    catalog.land(
      step,
      [{ kind: 'column', digest, batches: (columns) => stream(batches, columns) }],
      new AbortController().signal,
    ),
  );
  const input = { runId, extracted: { column: rows }, partitions: [{ partitionId: 'p', reading: 1 }] };
  await timed(`${runId}: publish`, plainMs, () => catalog.publish(input));
}

async function main(url: string, rows: number): Promise<void> {
  const config = postgresCatalogConfigSchema.parse({ url });
  const batches: ColumnBatch[] = [];
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    batches.push(batchOf(from, Math.min(BATCH_ROWS, rows - from)));
  }
  await using catalog = await CatalogConnector.open('enterprise', config);
  const database = new CatalogDatabase(config);
  await timed('encode only', 0, async () => {
    for await (const batch of stream(batches))
      for (const chunk of copyText(schema, batch, ['p'])) chunk.at(-1);
  });
  const plainMs = await copyPlainly(database, batches);
  await landAndPublish(catalog, 'first run', batches, plainMs);
  await landAndPublish(catalog, 'unchanged', batches, plainMs);
  await landAndPublish(catalog, 'same artifact', batches, plainMs, 'unchanged');
  await landAndPublish(catalog, 'one in 100 changed', batches.map(withChanges), plainMs);
  await timed('content digest', plainMs, () => catalog.contentDigest('bench'));
  await database.close();
}

await main(process.argv[2] ?? '', Number(process.argv[3] ?? 200_000));
