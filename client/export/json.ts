import type { CatalogObject, CatalogReader } from '../../catalog/provider.js';
import { ALL_KINDS, isStatisticsKind, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { PublishedRun } from './published-run.js';

/** What of a run is written. */
export interface JsonSelection {
  readonly kinds: readonly Kind[];
  /** Also what is not canonical: the run, oids, figures, and what moves without anybody's doing. */
  readonly all: boolean;
}

/** Columns that move while a source is used, though nobody changes a definition. */
const MOVING: Partial<Record<Kind, readonly string[]>> = {
  database: ['counters_since'],
  sequence: ['last_value'],
};

/** The kinds that are written: canonically without statistics, unless they are asked for. */
export function exportedKinds(asked: readonly Kind[] | undefined, all: boolean): readonly Kind[] {
  return asked ?? ALL_KINDS.filter((kind) => all || !isStatisticsKind(kind));
}

/** The columns of a kind that are written. */
function exportedColumns(kind: Kind, all: boolean): readonly KindColumn[] {
  const { columns } = kindDeclaration(kind);
  if (all) return columns;
  return columns.filter(({ name, volatile }) => volatile !== true && MOVING[kind]?.includes(name) !== true);
}

/** An object a line, as its batch is read: memory stays flat however large the run is. */
export async function* jsonLinesOf(
  catalog: CatalogReader,
  { runId }: PublishedRun,
  { kinds, all }: JsonSelection,
): AsyncGenerator<string> {
  for (const kind of kinds) {
    const columns = exportedColumns(kind, all);
    for await (const batch of catalog.objectsOf(runId, kind)) {
      for (const row of batch) yield `${objectText(columns, row, `"kind":${JSON.stringify(kind)},`)}\n`;
    }
  }
}

/** One document: `{"source", "objects": {"table": [...]}}`, with everything `run_id` first. */
export async function* jsonDocument(
  catalog: CatalogReader,
  { runId, facts }: PublishedRun,
  { kinds, all }: JsonSelection,
): AsyncGenerator<string> {
  const source = {
    source_type: facts.sourceType,
    server_version: facts.serverVersion,
    database_name: facts.databaseName,
  };
  const run = all ? `"run_id":${JSON.stringify(runId)},` : '';
  yield `{${run}"source":${JSON.stringify(source)},"objects":{`;
  for (const [index, kind] of kinds.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(kind)}:[`;
    let separator = '\n';
    const columns = exportedColumns(kind, all);
    for await (const batch of catalog.objectsOf(runId, kind)) {
      for (const row of batch) {
        yield `${separator}${objectText(columns, row)}`;
        separator = ',\n';
      }
    }
    yield ']';
  }
  yield '}}\n';
}

function objectText(columns: readonly KindColumn[], row: CatalogObject<Kind>, before = ''): string {
  const values = row as Readonly<Record<string, Value>>;
  const texts = columns.map(
    (column) => `${JSON.stringify(column.name)}:${valueText(column, values[column.name] ?? null)}`,
  );
  const ids = `"object_id":${JSON.stringify(row.object_id)},"parent_id":${JSON.stringify(row.parent_id)}`;
  return `{${before}${ids},${texts.join(',')}}`;
}

/** JSON is passed on as it is; whole numbers keep all their digits; times are ISO 8601 in UTC, with microseconds. */
function valueText({ type }: KindColumn, value: Value): string {
  if (value === null) return 'null';
  if (type === 'json') return String(value);
  if (type === 'timestamp') return JSON.stringify(isoTime(BigInt(value)));
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function isoTime(microseconds: bigint): string {
  const milliseconds = microseconds / 1000n;
  const rest = String(microseconds % 1000n).padStart(3, '0');
  return new Date(Number(milliseconds)).toISOString().replace('Z', `${rest}Z`);
}
