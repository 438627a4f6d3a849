import Cursor from 'pg-cursor';
import { type BatchSchema, BATCH_ROWS, type ColumnBatch } from '../../contracts/column-batch.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import {
  type CatalogRow,
  changeSchema,
  type RecordType,
  RUN_COLUMNS,
  RUN_TABLE_NAMES,
  RUN_TABLES,
  type RunCopy,
  type RunSummary,
  type RunTable,
  SOURCE_COLUMNS,
  versionSchema,
} from '../transfer.js';
import { selected } from './objects.js';
import type { CatalogDatabase } from './pool.js';
import { runDigest } from './run-digest.js';
import { versionTable } from './versions.js';

/** How a column of each type is read; see `RecordType`. */
const READ: Readonly<Record<RecordType, (column: string) => string>> = {
  text: (column) => column,
  json: (column) => `${column}::text`,
  integer: (column) => `${column}::bigint`,
  time: (column) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
};

/** What is read of columns of a table under an alias. */
export function projection(columns: Readonly<Record<string, RecordType>>, alias: string): string {
  const read = Object.entries(columns).map(([name, type]) => `${READ[type](`${alias}.${name}`)} AS ${name}`);
  return read.join(', ');
}

/** See `CatalogTransfer.listForTransfer`. */
export function listForTransfer(database: CatalogDatabase): Promise<RunSummary[]> {
  return database.query(
    'list its runs',
    `SELECT run_id AS "runId", s.name AS connection, status, started_at AS "startedAt", ended_at AS "endedAt",
            added::float8
     FROM catalog.run r JOIN catalog.source s ON s.id = r.source_id ORDER BY run_number`,
  );
}

interface RunKey {
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  readonly connection: string;
  readonly baseRunId: string | null;
}

/** See `CatalogTransfer.exportRun`. */
export async function exportRun(database: CatalogDatabase, runId: string): Promise<RunCopy> {
  const operation = `read run ${runId}`;
  const query = <Row extends object>(sql: string, values: readonly unknown[]) =>
    database.query<Row>(operation, sql, values);
  const [key] = await query<RunKey>(
    `SELECT r.run_number AS "runNumber", s.id AS "sourceId", s.name AS connection, base.run_id AS "baseRunId"
     FROM catalog.run r JOIN catalog.source s ON s.id = r.source_id
     LEFT JOIN catalog.run base ON base.run_number = r.base_run WHERE r.run_id = $1`,
    [runId],
  );
  if (key === undefined) throw new SourceSenseError('invalid_input', `There is no run ${runId}.`);
  const { runNumber, sourceId, connection, baseRunId } = key;
  const rowsOf = async (table: RunTable) =>
    [
      table,
      await query<CatalogRow>(
        `SELECT ${projection(RUN_TABLES[table], 't')} FROM catalog.${table} t WHERE run_number = $1`,
        [runNumber],
      ),
    ] as const;
  const oneOf = async (columns: Readonly<Record<string, RecordType>>, from: string, number: bigint) =>
    (await query<CatalogRow>(`SELECT ${projection(columns, 't')} ${from}`, [number]))[0] ?? {};
  const versions = (kind: Kind, schema: BatchSchema, condition: string) =>
    streamVersions(
      database,
      operation,
      versionsQuery(kind, schema, condition),
      [sourceId, runNumber],
      schema,
    );
  return {
    ...{ runId, connection, baseRunId },
    source: await oneOf(SOURCE_COLUMNS, 'FROM catalog.source t WHERE id = $1', sourceId),
    run: await oneOf(RUN_COLUMNS, 'FROM catalog.run t WHERE run_number = $1', runNumber),
    tables: new Map(await Promise.all(RUN_TABLE_NAMES.map(rowsOf))),
    digest: await runDigest({ query: (sql, values = []) => query(sql, values) }, sourceId, runNumber),
    added: (kind) => versions(kind, versionSchema(kind), 'v.valid_from_run = $2'),
    closed: (kind) => versions(kind, changeSchema(kind), 'v.valid_to_run = $2'),
    current: (kind) => versions(kind, changeSchema(kind), 'v.valid_to_run IS NULL AND v.valid_from_run < $2'),
  };
}

/** Versions of the source `$1`, in a shape of `catalog/transfer.ts`. */
function versionsQuery(kind: Kind, { columns }: BatchSchema, condition: string): string {
  const read = columns.map((column) => {
    if (column.name === 'from_run_id') return 'f.run_id';
    return column.name === 'object_id' || column.name === 'parent_id'
      ? `v.${column.name}::text`
      : selected(column);
  });
  return `
    SELECT ${read.join(', ')} FROM ${versionTable(kind)} v JOIN catalog.run f ON f.run_number = v.valid_from_run
    WHERE v.source_id = $1 AND ${condition}`;
}

async function* streamVersions(
  database: CatalogDatabase,
  operation: string,
  sql: string,
  values: readonly unknown[],
  { columns }: BatchSchema,
): AsyncGenerator<ColumnBatch> {
  const session = await database.lend(operation);
  let ended = false;
  try {
    const cursor = session.client.query(new Cursor<Value[]>(sql, [...values], { rowMode: 'array' }));
    while (!ended) {
      const rows = await session.guard(() => cursor.read(BATCH_ROWS));
      ended = rows.length < BATCH_ROWS;
      if (rows.length === 0) break;
      yield { rows: rows.length, columns: columns.map((_, at) => rows.map((row) => row[at] ?? null)) };
    }
  } finally {
    session.release(!ended);
  }
}
