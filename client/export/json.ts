import type { CatalogObject, CatalogReader } from '../../catalog/provider.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { PublishedRun } from './published-run.js';

/** An object a line, as its batch is read: memory stays flat however large the run is. */
export async function* jsonLinesOf(
  catalog: CatalogReader,
  { runId }: PublishedRun,
  kinds: readonly Kind[] = ALL_KINDS,
): AsyncGenerator<string> {
  for (const kind of kinds) {
    for await (const batch of catalog.objectsOf(runId, kind)) {
      for (const row of batch) yield `${objectText(kind, row, `"kind":${JSON.stringify(kind)},`)}\n`;
    }
  }
}

/** One document: `{"run_id", "source", "objects": {"table": [...]}}`. */
export async function* jsonDocument(
  catalog: CatalogReader,
  { runId, facts }: PublishedRun,
  kinds: readonly Kind[] = ALL_KINDS,
): AsyncGenerator<string> {
  const source = {
    source_type: facts.sourceType,
    server_version: facts.serverVersion,
    database_name: facts.databaseName,
  };
  yield `{"run_id":${JSON.stringify(runId)},"source":${JSON.stringify(source)},"objects":{`;
  for (const [index, kind] of kinds.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(kind)}:[`;
    let separator = '\n';
    for await (const batch of catalog.objectsOf(runId, kind)) {
      for (const row of batch) {
        yield `${separator}${objectText(kind, row)}`;
        separator = ',\n';
      }
    }
    yield ']';
  }
  yield '}}\n';
}

function objectText<K extends Kind>(kind: K, row: CatalogObject<K>, before = ''): string {
  const values = row as Readonly<Record<string, Value>>;
  const columns = kindDeclaration(kind).columns.map(
    (column) => `${JSON.stringify(column.name)}:${valueText(column, values[column.name] ?? null)}`,
  );
  const ids = `"object_id":${JSON.stringify(row.object_id)},"parent_id":${JSON.stringify(row.parent_id)}`;
  return `{${before}${ids},${columns.join(',')}}`;
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
