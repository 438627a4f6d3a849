import type Database from 'better-sqlite3';
import { setImmediate as turn } from 'node:timers/promises';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { physicalColumns } from '../object-keys.js';
import { alreadyThere, differsFromCopied, notOnBase } from '../refusals.js';
import {
  type CatalogRow,
  changeSchema,
  RUN_COLUMNS,
  RUN_TABLES,
  type RunCopy,
  SOURCE_COLUMNS,
  versionSchema,
} from '../transfer.js';
import type { SqliteDatabase, SqlValue } from './database.js';
import { toCatalogError } from './errors.js';
import { runDigest } from './run-digest.js';
import { encoderOf } from './values.js';
import { versionTable } from './versions.js';

/** The run as it is in this catalog. */
interface Target {
  readonly sourceId: bigint;
  readonly runNumber: bigint;
}

/**
 * See `CatalogTransfer.importRun`. A connection of its own holds the write lock meanwhile: memory stays bounded, and
 * nothing of the run is seen before all of it.
 */
export async function importRun(
  database: SqliteDatabase,
  copy: RunCopy,
  { refresh }: { readonly refresh: boolean },
): Promise<void> {
  const operation = `take over run ${copy.runId}`;
  const connection = await database.openAlone(operation);
  try {
    const target = writeRun(connection, copy);
    const isVisible = copy.run['status'] === 'published' || copy.run['status'] === 'pruned';
    if (isVisible) await writeContent(connection, target, copy, refresh);
    connection.exec('COMMIT');
  } catch (error) {
    throw toCatalogError(error, operation, database.file);
  } finally {
    connection.close();
  }
}

async function writeContent(
  connection: Database.Database,
  target: Target,
  copy: RunCopy,
  refresh: boolean,
): Promise<void> {
  for (const kind of ALL_KINDS) {
    if (kind in copy.digest.added) await writeVersions(connection, target, kind, copy.added(kind));
    if (kind in copy.digest.closed) await change(connection, target, kind, copy.closed(kind), true);
    if (refresh) await change(connection, target, kind, copy.current(kind), false);
  }
  const written = runDigest(connection, target.sourceId, target.runNumber);
  if (JSON.stringify(written) !== JSON.stringify(copy.digest)) throw differsFromCopied(copy.runId);
  if (copy.run['status'] === 'published') makeCurrent(connection, target, copy);
}

/** Writes the run's own row, and those of the tables that belong to it. */
function writeRun(connection: Database.Database, copy: RunCopy): Target {
  const { runId, connection: name, baseRunId, source, run } = copy;
  connection
    .prepare<SqlValue[]>(
      `INSERT INTO source (name, ${Object.keys(SOURCE_COLUMNS).join(', ')}) VALUES (?${', ?'.repeat(Object.keys(SOURCE_COLUMNS).length)})
       ON CONFLICT (name) DO NOTHING`,
    )
    .run(name, ...valuesOf(SOURCE_COLUMNS, source));
  const state = connection
    .prepare<SqlValue[], { sourceId: bigint; published: string | null }>(
      `SELECT s.id AS "sourceId", (SELECT run_id FROM run WHERE run_number = s.published_run) AS published
       FROM source s WHERE name = ?`,
    )
    .get(name);
  if (state === undefined) throw new Error(`source ${name} is gone`);
  const { sourceId, published } = state;
  if (run['status'] === 'published' && published !== null && published !== baseRunId) {
    throw notOnBase(runId, published);
  }
  const names = Object.keys(RUN_COLUMNS);
  const row = connection
    .prepare<SqlValue[], { runNumber: bigint }>(
      `INSERT INTO run AS known (run_id, source_id, base_run, ${names.join(', ')})
       VALUES (?, ?, (SELECT run_number FROM run WHERE run_id = ?)${', ?'.repeat(names.length)})
       ON CONFLICT (run_id) DO UPDATE SET ${['base_run', ...names].map((column) => `${column} = excluded.${column}`).join(', ')}
       WHERE known.status IN ('failed', 'cancelled')
       RETURNING run_number AS "runNumber"`,
    )
    .get(runId, sourceId, baseRunId, ...valuesOf(RUN_COLUMNS, run));
  if (row === undefined) throw alreadyThere(runId);
  for (const [table, lines] of copy.tables) {
    const columns = Object.keys(RUN_TABLES[table]);
    const insert = connection.prepare<SqlValue[]>(
      `INSERT INTO ${table} (run_number, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
    );
    for (const line of lines) insert.run(row.runNumber, ...valuesOf(RUN_TABLES[table], line));
  }
  return { sourceId, runNumber: row.runNumber };
}

function valuesOf(columns: object, row: CatalogRow): SqlValue[] {
  return Object.keys(columns).map((name) => row[name] ?? null);
}

async function writeVersions(
  connection: Database.Database,
  { sourceId, runNumber }: Target,
  kind: Kind,
  batches: AsyncIterable<ColumnBatch>,
): Promise<void> {
  const schema = versionSchema(kind);
  const columns = schema.columns.map(({ name }) => `"${name}"`);
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO ${versionTable(kind)} (source_id, valid_from_run, ${columns.join(', ')})
     VALUES (?, ?${', ?'.repeat(columns.length)})`,
  );
  for await (const rows of boundRows(schema, batches)) {
    for (const row of rows) insert.run(sourceId, runNumber, ...row);
  }
}

/** Brings versions of earlier runs to where they are, and closes them if the run did. */
async function change(
  connection: Database.Database,
  { sourceId, runNumber }: Target,
  kind: Kind,
  batches: AsyncIterable<ColumnBatch>,
  closes: boolean,
): Promise<void> {
  const values = ['partition_id', ...physicalColumns(kind).map(({ name }) => `"${name}"`)];
  const update = connection.prepare<SqlValue[]>(
    `UPDATE ${versionTable(kind)} SET valid_to_run = iif(?, ?, valid_to_run), ${values.map((name) => `${name} = ?`).join(', ')}
     WHERE source_id = ? AND object_id = ? AND valid_from_run = (SELECT run_number FROM run WHERE run_id = ?)`,
  );
  for await (const rows of boundRows(changeSchema(kind), batches)) {
    for (const [objectId = null, fromRunId = null, ...changed] of rows) {
      update.run(closes ? 1n : 0n, runNumber, ...changed, sourceId, objectId, fromRunId);
    }
  }
}

/** The rows of batches as they are bound; other work of this process goes on between batches. */
async function* boundRows(
  schema: BatchSchema,
  batches: AsyncIterable<ColumnBatch>,
): AsyncGenerator<readonly (readonly SqlValue[])[]> {
  const encoders = schema.columns.map(encoderOf);
  for await (const { rows, columns } of batches) {
    yield Array.from({ length: rows }, (_, row) =>
      encoders.map((encode, column) => encode(columns[column]?.[row] ?? null)),
    );
    await turn();
  }
}

/** From here on the run is the source's published one, of which alone is kept how it landed and what its steps said. */
function makeCurrent(
  connection: Database.Database,
  { sourceId, runNumber }: Target,
  { source }: RunCopy,
): void {
  for (const table of ['step_report', 'landing_step']) {
    connection
      .prepare<SqlValue[]>(
        `DELETE FROM ${table} WHERE run_number = (SELECT published_run FROM source WHERE id = ?)`,
      )
      .run(sourceId);
  }
  connection
    .prepare<SqlValue[]>('UPDATE source SET published_run = ?, type = ?, facts = ? WHERE id = ?')
    .run(runNumber, ...[source['type'] ?? null, source['facts'] ?? null], sourceId);
}
