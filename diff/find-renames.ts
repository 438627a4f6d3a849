import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import { contentKey } from './content-key.js';
import type { KindDifferences } from './kind-differences.js';
import type { Places } from './places.js';
import { objectKey, type Row, textOf, type WholePair } from './row.js';

/** How it is known that two names are of one object. */
export type Evidence =
  /** What contains it was renamed, and it is there under its own name. */
  | 'container'
  /** The source's own identity of it: its oid, or of a column its number. */
  | 'identity'
  /** Everything but the name is the same, and nothing else in that place is. */
  | 'content';

/** An object that has another name than before, or is in another place. */
export interface Rename extends WholePair {
  readonly kind: Kind;
  readonly by: Evidence;
}

export interface RenameContext {
  readonly places: Places;
  /** The databases of the two runs. */
  readonly databases: { readonly before: string; readonly after: string };
  /**
   * Whether both runs saw one and the same database, so that its oids mean the same in both. Then what has another oid is
   * another object, and content proves nothing.
   */
  readonly sameDatabase: boolean;
  /** Columns that only one run has, by the schema and name of their table. */
  readonly columns: { readonly gone: ColumnsByTable; readonly come: ColumnsByTable };
}

export type ColumnsByTable = ReadonlyMap<string, readonly Row[]>;

const tableOf = (row: Row) => JSON.stringify([textOf(row, 'schema_name'), textOf(row, 'table_name')]);

/** The columns of each table, in order. */
export function columnsByTable(columns: Iterable<Row>): ColumnsByTable {
  const tables = new Map<string, Row[]>();
  for (const row of columns) {
    const known = tables.get(tableOf(row));
    if (known === undefined) tables.set(tableOf(row), [row]);
    else known.push(row);
  }
  const position = (row: Row) => Number(row['ordinal_position']);
  for (const rows of tables.values()) rows.sort((a, b) => position(a) - position(b));
  return tables;
}

/**
 * Finds the renamed objects of one kind among those that only one run has, and takes them out from there. Kinds must come
 * in the order of `KINDS`, containers first.
 */
export function findRenames(differences: KindDifferences, context: RenameContext): Rename[] {
  const { kind, gone, come } = differences;
  const { places, databases, sameDatabase, columns } = context;
  const renames: Rename[] = [];
  const take = (by: Evidence, from: readonly [string, Row], to: readonly [string, Row]) => {
    gone.delete(from[0]);
    come.delete(to[0]);
    const rename = { kind, by, before: from[1], after: to[1] };
    places.add(kind, rename);
    renames.push(rename);
  };
  for (const entry of [...gone]) {
    const key = objectKey(kind, places.moved(kind, entry[1]), databases.before);
    const found = come.get(key);
    if (found !== undefined) take('container', entry, [key, found]);
  }
  const keysOf = sameDatabase
    ? { by: 'identity' as const, key: (row: Row) => physicalKey(kind, row) }
    : {
        by: 'content' as const,
        key: (row: Row, of: ColumnsByTable, own: Row) => contentKey(kind, row, columnsOf(kind, own, of)),
      };
  const before = unique(gone, (row) => keysOf.key(places.moved(kind, row), columns.gone, row));
  const after = unique(come, (row) => keysOf.key(row, columns.come, row));
  for (const [key, entry] of before) {
    const found = after.get(key);
    if (entry !== null && found != null) take(keysOf.by, entry, found);
  }
  return renames;
}

function columnsOf(kind: Kind, row: Row, tables: ColumnsByTable): readonly Row[] {
  return kind === 'table' ? (tables.get(tableOf(row)) ?? []) : [];
}

/** The source's own identity of an object. Numbers of columns are never used again within a table. */
function physicalKey(kind: Kind, row: Row): string | null {
  if (kind === 'column') return JSON.stringify([tableOf(row), row['ordinal_position']]);
  const hasOid = kindDeclaration(kind).columns.some(({ name }) => name === 'oid');
  return hasOid ? String(row['oid']) : null;
}

/** The entries by a further key; null stands for several of the same. */
function unique(
  rows: ReadonlyMap<string, Row>,
  keyOf: (row: Row) => string | null,
): Map<string, readonly [string, Row] | null> {
  const found = new Map<string, readonly [string, Row] | null>();
  for (const entry of rows) {
    const key = keyOf(entry[1]);
    if (key !== null) found.set(key, found.has(key) ? null : entry);
  }
  return found;
}
