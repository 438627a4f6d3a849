import type { Gap } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { type Kind, KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import type { LockedRelation } from './locked-relations.js';
import type { TextRow } from './map-row.js';
import type { OidRange } from './oid-range.js';

/** How a kind's rows in a range are read, each time in a new transaction: what was dropped meanwhile is gone then. */
export interface RangeReader {
  readonly full: (range: OidRange) => Promise<TextRow[]>;
  /** Without what may wait for a lock or fail for a single object. */
  readonly structure: (range: OidRange) => Promise<TextRow[]>;
  /** Just what identifies the objects, in the order of the kind's identity. */
  readonly names: (range: OidRange) => Promise<TextRow[]>;
}

/**
 * SQLSTATE classes that say something of the session or the server rather than of one object: connection (08),
 * transaction state and conflicts (25, 40), authorization (28), resources (53), shutdown and crash (57P).
 */
const NOT_OF_ONE_OBJECT = /^(?:08|25|28|40|53|57P)/;

/** Whether single objects may be the cause of a bulk query's failure. */
export function isNarrowable(error: unknown): boolean {
  if (!(error instanceof SourceSenseError) || error.category === 'cancelled') return false;
  return error.sqlState !== undefined && !NOT_OF_ONE_OBJECT.test(error.sqlState);
}

/** Cuts a range at those locked relations that are in it: each of them apart, and what is between them. */
export function rangesAround(
  range: OidRange,
  locked: readonly LockedRelation[],
): (OidRange & { readonly locked?: LockedRelation })[] {
  const ranges = [];
  let { from } = range;
  for (const relation of locked.filter(({ oid }) => oid >= range.from && oid <= range.to)) {
    if (relation.oid > from) ranges.push({ from, to: relation.oid - 1 });
    ranges.push({ from: relation.oid, to: relation.oid, locked: relation });
    from = relation.oid + 1;
  }
  if (from <= range.to) ranges.push({ from, to: range.to });
  return ranges;
}

/**
 * Reads a range of which some object makes the query fail: halves it until the culprits are alone, which are read
 * without what fails. Every failing half costs one query, at most 32 for a culprit, whatever the range.
 */
export async function* readHalving(
  kind: Kind,
  range: OidRange,
  reader: RangeReader,
  onGap: (gap: Gap) => void,
): AsyncGenerator<TextRow[]> {
  try {
    yield await reader.full(range);
    return;
  } catch (error) {
    if (!isNarrowable(error)) throw error;
    if (range.from === range.to) {
      yield await readCulprit(kind, range, reader, gapOf(kind, error as SourceSenseError), onGap);
      return;
    }
  }
  const middle = Math.floor((range.from + range.to) / 2);
  yield* readHalving(kind, { from: range.from, to: middle }, reader, onGap);
  yield* readHalving(kind, { from: middle + 1, to: range.to }, reader, onGap);
}

/** What is to be said of an object whose rows are at hand. */
export type GapOf = (row: TextRow, objects: number) => Gap;

/** Reads one object without what fails; when that fails too, it is lost, and the gap says which it is. */
export async function readCulprit(
  kind: Kind,
  range: OidRange,
  reader: RangeReader,
  gap: GapOf,
  onGap: (gap: Gap) => void,
): Promise<TextRow[]> {
  try {
    const rows = await reader.structure(range);
    const [first] = rows;
    if (first !== undefined) onGap(gap(first, rows.length));
    return rows;
  } catch (error) {
    if (!isNarrowable(error)) throw error;
    onGap(await lostGap(kind, range, reader, error as SourceSenseError));
    return [];
  }
}

/** The gap of an object of which nothing could be read but its names, and where they can't be read either, its oid. */
async function lostGap(
  kind: Kind,
  range: OidRange,
  reader: RangeReader,
  { sqlState, message, remedy }: SourceSenseError,
): Promise<Gap> {
  const rows = await reader.names(range).catch((error: unknown) => {
    if (isNarrowable(error)) return [];
    throw error;
  });
  const [first] = rows;
  const name =
    first === undefined ? { schemaName: null, objectName: `oid ${range.from}` } : nameIn(kind, first);
  return {
    ...name,
    kind,
    status: 'failed',
    sqlState: sqlState ?? null,
    reason: message,
    remedy: remedy ?? null,
    // By schema, the ledger adds up only with the right number in the right one.
    objects: Math.max(rows.length, 1),
  };
}

/** The name in a row of `RangeReader.names`. */
function nameIn(kind: Kind, row: TextRow): Pick<Gap, 'schemaName' | 'objectName'> {
  const { columns } = kindDeclaration(kind).identity;
  const names = columns.flatMap((column, index) => (column === 'database_name' ? [] : [row[index] ?? '']));
  const schema = columns.indexOf('schema_name');
  return { schemaName: row[schema] ?? null, objectName: names.join('.').slice(0, 300) };
}

function gapOf(kind: Kind, { sqlState, message, remedy }: SourceSenseError): GapOf {
  return (row, objects) => ({
    ...nameOf(kind, row),
    kind,
    status: 'partial',
    sqlState: sqlState ?? null,
    reason: message,
    remedy: remedy ?? null,
    objects,
  });
}

/** The names of the object that a row is about: of its table, for what belongs to one. */
function nameOf(kind: Kind, row: TextRow): Pick<Gap, 'schemaName' | 'objectName'> {
  const { columns, identity, scope } = kindDeclaration(kind);
  const valueOf = (name: string) => row[columns.findIndex((column) => column.name === name)] ?? null;
  const isOfTable = scope === 'relation' && columns.some(({ name }) => name === 'table_name');
  const parts = isOfTable ? KINDS.table.identity.columns : identity.columns;
  const names = parts.filter((name) => name !== 'database_name').map((name) => valueOf(name) ?? '');
  return { schemaName: valueOf('schema_name'), objectName: names.join('.').slice(0, 300) };
}
