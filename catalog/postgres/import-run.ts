import type { ColumnBatch } from '../../contracts/column-batch.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { physicalColumns } from '../object-keys.js';
import { alreadyThere, differsFromCopied, notOnBase } from '../refusals.js';
import {
  type CatalogRow,
  changeSchema,
  type RecordType,
  RUN_COLUMNS,
  RUN_TABLES,
  type RunCopy,
  type RunTable,
  SOURCE_COLUMNS,
  versionSchema,
} from '../transfer.js';
import { COLUMN_TYPES } from './column-types.js';
import { copyText } from './copy-text.js';
import type { CatalogDatabase, Session } from './pool.js';
import { runDigest } from './run-digest.js';
import { versionTable } from './versions.js';

const WRITE_TYPES: Readonly<Record<RecordType, string>> = {
  text: 'text',
  json: 'jsonb',
  integer: 'bigint',
  time: 'timestamptz',
};

/** The run as it is in this catalog. */
interface Target {
  readonly sourceId: bigint;
  readonly runNumber: bigint;
}

/** See `CatalogTransfer.importRun`. */
export async function importRun(
  database: CatalogDatabase,
  copy: RunCopy,
  { refresh }: { readonly refresh: boolean },
): Promise<void> {
  await database.transaction(`take over run ${copy.runId}`, async (session) => {
    const target = await writeRun(session, copy);
    const isVisible = copy.run['status'] === 'published' || copy.run['status'] === 'pruned';
    if (!isVisible) return;
    for (const kind of ALL_KINDS) {
      if (kind in copy.digest.added) await writeVersions(session, target, kind, copy.added(kind));
      if (kind in copy.digest.closed) await change(session, target, kind, copy.closed(kind), true);
      if (refresh) await change(session, target, kind, copy.current(kind), false);
    }
    const written = await runDigest(session, target.sourceId, target.runNumber);
    if (JSON.stringify(written) !== JSON.stringify(copy.digest)) throw differsFromCopied(copy.runId);
    if (copy.run['status'] === 'published') await makeCurrent(session, target, copy);
  });
}

/** Writes the run's own row, and those of the tables that belong to it. */
async function writeRun(session: Session, copy: RunCopy): Promise<Target> {
  const { runId, connection, baseRunId, source, run } = copy;
  await session.query(
    `INSERT INTO catalog.source (name, ${Object.keys(SOURCE_COLUMNS).join(', ')})
     SELECT $1, ${placeholders(SOURCE_COLUMNS, 2)} ON CONFLICT (name) DO NOTHING`,
    [connection, ...valuesOf(SOURCE_COLUMNS, source)],
  );
  const [state] = await session.query<{ sourceId: bigint; published: string | null }>(
    `SELECT s.id AS "sourceId", (SELECT run_id FROM catalog.run WHERE run_number = s.published_run) AS published
     FROM catalog.source s WHERE name = $1 FOR NO KEY UPDATE`,
    [connection],
  );
  if (state === undefined) throw new Error(`source ${connection} is gone`);
  const { sourceId, published } = state;
  if (run['status'] === 'published' && published !== null && published !== baseRunId) {
    throw notOnBase(runId, published);
  }
  const names = Object.keys(RUN_COLUMNS);
  const [row] = await session.query<{ runNumber: bigint }>(
    `INSERT INTO catalog.run AS known (run_id, source_id, base_run, ${names.join(', ')})
     SELECT $1, $2, (SELECT run_number FROM catalog.run WHERE run_id = $3), ${placeholders(RUN_COLUMNS, 4)}
     ON CONFLICT (run_id) DO UPDATE SET (base_run, ${names.join(', ')}) =
       ROW (excluded.base_run, ${names.map((name) => `excluded.${name}`).join(', ')})
       WHERE known.status IN ('failed', 'cancelled')
     RETURNING run_number AS "runNumber"`,
    [runId, sourceId, baseRunId, ...valuesOf(RUN_COLUMNS, run)],
  );
  if (row === undefined) throw alreadyThere(runId);
  for (const [table, rows] of copy.tables) await writeRows(session, table, row.runNumber, rows);
  return { sourceId, runNumber: row.runNumber };
}

async function writeRows(
  session: Session,
  table: RunTable,
  runNumber: bigint,
  rows: readonly CatalogRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns: Readonly<Record<string, RecordType>> = RUN_TABLES[table];
  const names = Object.keys(columns);
  const arrays = Object.values(columns).map((type, at) => `$${at + 2}::${WRITE_TYPES[type]}[]`);
  await session.query(
    `INSERT INTO catalog.${table} (run_number, ${names.join(', ')})
     SELECT $1, ${names.join(', ')} FROM unnest(${arrays.join(', ')}) AS given (${names.join(', ')})`,
    [runNumber, ...names.map((name) => rows.map((row) => row[name] ?? null))],
  );
}

function placeholders(columns: Readonly<Record<string, RecordType>>, first: number): string {
  return Object.values(columns)
    .map((type, at) => `$${first + at}::${WRITE_TYPES[type]}`)
    .join(', ');
}

function valuesOf(columns: Readonly<Record<string, RecordType>>, row: CatalogRow): unknown[] {
  return Object.keys(columns).map((name) => row[name] ?? null);
}

async function writeVersions(
  session: Session,
  { sourceId, runNumber }: Target,
  kind: Kind,
  batches: AsyncIterable<ColumnBatch>,
): Promise<void> {
  const schema = versionSchema(kind);
  const columns = schema.columns.map(({ name }) => `"${name}"`).join(', ');
  async function* lines() {
    const leading = [sourceId.toString(), runNumber.toString()];
    for await (const batch of batches) yield* copyText(schema, batch, leading);
  }
  await session.copy(
    `COPY ${versionTable(kind)} (source_id, valid_from_run, ${columns}) FROM STDIN`,
    lines(),
    new AbortController().signal,
  );
}

/** Brings versions of earlier runs to where they are, and closes them if the run did. */
async function change(
  session: Session,
  { sourceId, runNumber }: Target,
  kind: Kind,
  batches: AsyncIterable<ColumnBatch>,
  closes: boolean,
): Promise<void> {
  const values = ['partition_id', ...physicalColumns(kind).map(({ name }) => `"${name}"`)];
  const types = ['uuid', 'text', 'text', ...physicalColumns(kind).map(({ type }) => COLUMN_TYPES[type])];
  const arrays = types.map((type, at) => `$${at + 3}::${type}[]`).join(', ');
  const names = changeSchema(kind).columns.map(({ name }) => `"${name}"`);
  const sql = `
    UPDATE ${versionTable(kind)} v
    SET valid_to_run = ${closes ? '$2::bigint' : 'v.valid_to_run'}, ${values.map((name) => `${name} = c.${name}`).join(', ')}
    FROM unnest(${arrays}) AS c (${names.join(', ')}) JOIN catalog.run f ON f.run_id = c.from_run_id
    WHERE v.source_id = $1 AND v.object_id = c.object_id AND v.valid_from_run = f.run_number
      AND (${closes} OR f.run_number < $2 AND ROW (${values.map((name) => `v.${name}`).join(', ')})
           IS DISTINCT FROM ROW (${values.map((name) => `c.${name}`).join(', ')}))`;
  for await (const { columns } of batches) await session.query(sql, [sourceId, runNumber, ...columns]);
}

/** From here on the run is the source's published one, of which alone is kept how it landed and what its steps said. */
async function makeCurrent(
  session: Session,
  { sourceId, runNumber }: Target,
  { source }: RunCopy,
): Promise<void> {
  for (const table of ['step_report', 'landing_step']) {
    await session.query(
      `DELETE FROM catalog.${table} WHERE run_number = (SELECT published_run FROM catalog.source WHERE id = $1)`,
      [sourceId],
    );
  }
  await session.query('UPDATE catalog.source SET published_run = $2, type = $3, facts = $4 WHERE id = $1', [
    sourceId,
    runNumber,
    source['type'],
    source['facts'],
  ]);
}
