import type { CatalogReader } from '../catalog/provider.js';
import { SourceSenseError } from '../contracts/failure.js';
import type { Kind, KindRow } from '../contracts/kinds/index.js';
import { qualifiedName } from '../contracts/sql-identifiers.js';
import { requirePublishedRun } from './published-run.js';

/** How figures were obtained, and when they were true; null when the server does not say. */
export interface Evidence {
  readonly source: string;
  readonly asOf: Date | null;
}

/** What is known of a column; null throughout when nothing is. */
export interface ColumnStatistics extends Evidence {
  readonly columnName: string;
  /** Whether rows of child tables and partitions are counted in. */
  readonly includesChildren: boolean;
  readonly nullFraction: number | null;
  /** As `n_distinct`: a number of values, or minus the fraction of rows that are distinct. */
  readonly distinctEstimate: number | null;
  readonly averageWidthBytes: number | null;
  readonly correlation: number | null;
}

/** What is known of a table or materialized view; null is unknown. */
export interface TableStatistics {
  readonly schemaName: string;
  readonly tableName: string;
  readonly rows: Evidence & { readonly estimate: number | null };
  readonly size: Evidence & { readonly heapBytes: bigint | null; readonly indexBytes: bigint | null };
  readonly toast: Evidence & { readonly bytes: bigint | null };
  /** The server's counters as the run found them. */
  readonly activity: Evidence & {
    readonly countedSince: Date | null;
    readonly sequentialScans: bigint | null;
    readonly indexScans: bigint | null;
    readonly liveRows: bigint | null;
    readonly deadRows: bigint | null;
    readonly rowsModifiedSinceAnalyze: bigint | null;
  };
  readonly lastAnalyze: Date | null;
  readonly lastVacuum: Date | null;
  /** Only of tables that were asked for by name. */
  readonly columns?: readonly ColumnStatistics[];
}

/** What `statistics` prints. */
export interface StatisticsReport {
  readonly runId: string;
  readonly connection: string;
  /** When the run began, and read all this. */
  readonly readAt: Date;
  readonly tables: readonly TableStatistics[];
}

export interface StatisticsRequest {
  /** Only of these; of all schemas when there are none. */
  readonly schemas: readonly string[];
  /** Only of these, as `table` or `schema.table`, with their columns; of all tables when there are none. */
  readonly tables: readonly string[];
}

type Wanted = (row: { readonly schema_name: string; readonly table_name: string }) => boolean;

/** Statistics that a run found. Throws `invalid_input` for a run or a table that there is not. */
export async function statisticsOf(
  catalog: CatalogReader,
  runId: string,
  { schemas, tables: names }: StatisticsRequest,
): Promise<StatisticsReport> {
  const { connection, startedAt: readAt } = await requirePublishedRun(catalog, runId);
  const wanted: Wanted = ({ schema_name, table_name }) =>
    (schemas.length === 0 || schemas.includes(schema_name)) &&
    (names.length === 0 || names.includes(table_name) || names.includes(`${schema_name}.${table_name}`));
  const [database] = await rowsOf(catalog, runId, 'database', ({ is_extracted }) => is_extracted);
  const countedSince = dateOf(database?.counters_since ?? null);
  const found = await rowsOf(catalog, runId, 'table_statistics', wanted);
  if (names.length > 0 && found.length === 0) {
    throw new SourceSenseError('invalid_input', `The run found no statistics of ${names.join(', ')}.`, {
      remedy: 'Name a table as schema.table; views have none.',
    });
  }
  const columns = names.length === 0 ? undefined : await columnsByTable(catalog, runId, wanted);
  const tables = found.map((row): TableStatistics => {
    const ofTable = columns?.get(qualifiedName(row.schema_name, row.table_name));
    return { ...tableStatistics(row, readAt, countedSince), ...(columns && { columns: ofTable ?? [] }) };
  });
  return { runId, connection, readAt, tables };
}

async function rowsOf<K extends Kind>(
  catalog: CatalogReader,
  runId: string,
  kind: K,
  wanted: (row: KindRow<K>) => boolean,
): Promise<KindRow<K>[]> {
  const found: KindRow<K>[] = [];
  for await (const rows of catalog.objectsOf(runId, kind)) found.push(...rows.filter(wanted));
  return found;
}

const dateOf = (microseconds: bigint | null) =>
  microseconds === null ? null : new Date(Number(microseconds / 1000n));

const laterOf = (a: Date | null, b: Date | null) => ((a ?? 0) > (b ?? 0) ? a : b);

function tableStatistics(
  row: KindRow<'table_statistics'>,
  readAt: Date,
  countedSince: Date | null,
): TableStatistics {
  const [lastAnalyze, lastVacuum] = [dateOf(row.last_analyze), dateOf(row.last_vacuum)];
  // The server keeps estimates and page counts of the last ANALYZE or VACUUM; what is measured is of the run.
  const when: Readonly<Record<string, Date | null>> = {
    reltuples: laterOf(lastAnalyze, lastVacuum),
    relpages: lastAnalyze,
    measured: readAt,
  };
  const evidence = (source: string): Evidence => ({ source, asOf: when[source] ?? null });
  return {
    schemaName: row.schema_name,
    tableName: row.table_name,
    rows: { estimate: row.row_estimate, ...evidence(row.row_estimate_source) },
    size: { heapBytes: row.heap_bytes, indexBytes: row.index_bytes, ...evidence(row.size_source) },
    // The statistics of a TOAST table itself are not kept, so that the age of its page count is not known.
    toast: {
      bytes: row.toast_bytes,
      source: row.toast_size_source,
      asOf: row.toast_size_source === 'measured' ? readAt : null,
    },
    activity: {
      ...{ source: 'counters', asOf: readAt, countedSince },
      sequentialScans: row.sequential_scans,
      // No usage at all: there is no index to scan.
      indexScans: row.index_usage === null ? 0n : row.index_scans,
      liveRows: row.live_rows,
      deadRows: row.dead_rows,
      rowsModifiedSinceAnalyze: row.rows_modified_since_analyze,
    },
    lastAnalyze,
    lastVacuum,
  };
}

/** All columns of the tables, in their order; those that the server has no statistics of as unknown. */
async function columnsByTable(
  catalog: CatalogReader,
  runId: string,
  wanted: Wanted,
): Promise<ReadonlyMap<string, ColumnStatistics[]>> {
  const known = new Map<string, KindRow<'column_statistics'>[]>();
  for (const row of await rowsOf(catalog, runId, 'column_statistics', wanted)) {
    const name = qualifiedName(row.schema_name, row.table_name, row.column_name);
    known.set(name, [...(known.get(name) ?? []), row]);
  }
  const columns = await rowsOf(catalog, runId, 'column', wanted);
  columns.sort((a, b) => a.ordinal_position - b.ordinal_position);
  const byTable = new Map<string, ColumnStatistics[]>();
  for (const { schema_name, table_name, column_name } of columns) {
    const table = qualifiedName(schema_name, table_name);
    const found = known.get(qualifiedName(schema_name, table_name, column_name));
    const statistics = found?.map(columnStatistics) ?? [unknownColumn(column_name)];
    byTable.set(table, [...(byTable.get(table) ?? []), ...statistics]);
  }
  return byTable;
}

function columnStatistics(row: KindRow<'column_statistics'>): ColumnStatistics {
  return {
    columnName: row.column_name,
    includesChildren: row.includes_children,
    nullFraction: row.null_fraction,
    distinctEstimate: row.distinct_estimate,
    averageWidthBytes: row.average_width_bytes,
    correlation: row.correlation,
    source: row.source,
    asOf: dateOf(row.last_analyze),
  };
}

function unknownColumn(columnName: string): ColumnStatistics {
  const unknown = { nullFraction: null, distinctEstimate: null, averageWidthBytes: null, correlation: null };
  return { columnName, includesChildren: false, ...unknown, source: 'unknown', asOf: null };
}
