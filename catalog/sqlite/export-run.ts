import type Database from 'better-sqlite3';
import { type BatchSchema, BATCH_ROWS, type ColumnBatch } from '../../contracts/column-batch.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import {
  type CatalogRow,
  changeSchema,
  RUN_COLUMNS,
  RUN_TABLE_NAMES,
  RUN_TABLES,
  type RunCopy,
  type RunSummary,
  SOURCE_COLUMNS,
  versionSchema,
} from '../transfer.js';
import type { SqliteDatabase, SqlValue } from './database.js';
import { toCatalogError } from './errors.js';
import { runDigest } from './run-digest.js';
import { decoderOf } from './values.js';
import { versionTable } from './versions.js';

type SummaryRow = Omit<RunSummary, 'startedAt' | 'endedAt' | 'added'> & {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly added: bigint | null;
};

/** See `CatalogTransfer.listForTransfer`. */
export function listForTransfer(database: SqliteDatabase): Promise<RunSummary[]> {
  return database.read('list its runs', (session) => {
    const rows = session.rows<SummaryRow>(
      `SELECT run_id AS "runId", s.name AS connection, status, started_at AS "startedAt", ended_at AS "endedAt", added
       FROM run r JOIN source s ON s.id = r.source_id ORDER BY run_number`,
    );
    return rows.map((row) => ({
      ...row,
      startedAt: new Date(row.startedAt),
      endedAt: row.endedAt === null ? null : new Date(row.endedAt),
      added: row.added === null ? null : Number(row.added),
    }));
  });
}

interface RunKey {
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  readonly connection: string;
  readonly baseRunId: string | null;
}

/** See `CatalogTransfer.exportRun`. */
export async function exportRun(database: SqliteDatabase, runId: string): Promise<RunCopy> {
  const operation = `read run ${runId}`;
  return database.read(operation, (session) => {
    const [key] = session.rows<RunKey>(
      `SELECT r.run_number AS "runNumber", s.id AS "sourceId", s.name AS connection, base.run_id AS "baseRunId"
       FROM run r JOIN source s ON s.id = r.source_id LEFT JOIN run base ON base.run_number = r.base_run
       WHERE r.run_id = ?`,
      [runId],
    );
    if (key === undefined) throw new SourceSenseError('invalid_input', `There is no run ${runId}.`);
    const { runNumber, sourceId, connection, baseRunId } = key;
    const rows = (columns: object, from: string, number: bigint) =>
      session.rows<CatalogRow>(`SELECT ${Object.keys(columns).join(', ')} ${from}`, [number]);
    const versions = (kind: Kind, schema: BatchSchema, condition: string) =>
      streamVersions(
        database,
        operation,
        versionsQuery(kind, schema, condition),
        [sourceId, runNumber],
        schema,
      );
    const tables = RUN_TABLE_NAMES.map(
      (table) => [table, rows(RUN_TABLES[table], `FROM ${table} WHERE run_number = ?`, runNumber)] as const,
    );
    return {
      ...{ runId, connection, baseRunId },
      source: rows(SOURCE_COLUMNS, 'FROM source WHERE id = ?', sourceId)[0] ?? {},
      run: rows(RUN_COLUMNS, 'FROM run WHERE run_number = ?', runNumber)[0] ?? {},
      tables: new Map(tables),
      digest: runDigest(database.connection, sourceId, runNumber),
      added: (kind) => versions(kind, versionSchema(kind), 'v.valid_from_run = ?'),
      closed: (kind) => versions(kind, changeSchema(kind), 'v.valid_to_run = ?'),
      current: (kind) =>
        versions(kind, changeSchema(kind), 'v.valid_to_run IS NULL AND v.valid_from_run < ?'),
    };
  });
}

/** Versions of a source, in a shape of `catalog/transfer.ts`. */
function versionsQuery(kind: Kind, { columns }: BatchSchema, condition: string): string {
  const read = columns.map(({ name }) => (name === 'from_run_id' ? 'f.run_id' : `v."${name}"`));
  return `
    SELECT ${read.join(', ')} FROM ${versionTable(kind)} v JOIN run f ON f.run_number = v.valid_from_run
    WHERE v.source_id = ? AND ${condition}`;
}

/** Has a connection of its own, which reads one state of the database to the end. */
async function* streamVersions(
  database: SqliteDatabase,
  operation: string,
  sql: string,
  values: readonly SqlValue[],
  schema: BatchSchema,
): AsyncGenerator<ColumnBatch> {
  const connection = await database.openReader(operation);
  try {
    yield* batchesOf(connection, sql, values, schema);
  } catch (error) {
    throw toCatalogError(error, operation, database.file);
  } finally {
    connection.close();
  }
}

function* batchesOf(
  connection: Database.Database,
  sql: string,
  values: readonly SqlValue[],
  { columns }: BatchSchema,
): Generator<ColumnBatch> {
  const decoders = columns.map(decoderOf);
  const empty = (): Value[][] => columns.map(() => []);
  let batch = empty();
  let rows = 0;
  const query = connection.prepare<SqlValue[], SqlValue[]>(sql).raw();
  for (const row of query.iterate(...values)) {
    decoders.forEach((decode, at) => batch[at]?.push(decode(row[at] ?? null)));
    rows++;
    if (rows < BATCH_ROWS) continue;
    yield { rows, columns: batch };
    batch = empty();
    rows = 0;
  }
  if (rows > 0) yield { rows, columns: batch };
}
