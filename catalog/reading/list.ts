import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { drivingFilter, type KnownValue, valuesOf } from './attribute-values.js';
import { Bindings, type ReadDialect } from './dialect.js';
import { type TypedFilter, typedFilter } from './filters.js';
import type { ListRequest, ObjectPage } from './read-model.js';
import {
  entriesWithVersions,
  entrySelection,
  nameRange,
  type StoredObject,
  toObject,
  versionCondition,
} from './sql.js';
import { openView, type ReadView } from './view.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1000;

/** Times its limit: how many of the entries that one filter leaves a page is looked for in first. */
const FIRST_SHARE = 4;

/** Where a page ended: the kind, the sort key and the id of its last object. */
type Position = readonly [kind: Kind, sortKey: string, objectId: string];

/** See `ReadModel.listObjects`. */
export async function listObjects(dialect: ReadDialect, request: ListRequest): Promise<ObjectPage> {
  const { kind, filters = [], after } = request;
  const limit = limitOf(request.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const position = after === undefined ? null : positionOf(after, kind);
  const typed = filters.map((filter) => typedFilter(kind, filter));
  const view = await openView(dialect, request);
  const values = await Promise.all(typed.map((filter) => valuesOf(dialect, view.sourceId, kind, filter)));
  const list: List = { kind, filters: typed, values, position, limit };
  const rows = values.some((known) => known?.length === 0) ? [] : await readList(dialect, view, list);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    ...view.resolved,
    kind,
    objects: page.map((row) => toObject(dialect, kind, row)),
    cursor: last === undefined ? null : cursorOf([kind, last.e_key, last.e_id]),
  };
}

/** A number of rows that was asked for. Throws `invalid_input` for one that is out of bounds. */
export function limitOf(limit: number, most: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new SourceSenseError('invalid_input', `A page can't have ${limit} objects.`, {
    remedy: `Ask for 1 to ${most}.`,
  });
}

interface List {
  readonly kind: Kind;
  readonly filters: readonly TypedFilter[];
  /** What `valuesOf` gives for each filter. */
  readonly values: readonly (readonly KnownValue[] | null)[];
  readonly position: Position | null;
  readonly limit: number;
}

/** The rows of a page and one more: by the names in their order, or by what some filter leaves where that is little. */
async function readList(dialect: ReadDialect, view: ReadView, list: List): Promise<StoredObject[]> {
  const read = async (
    having: readonly (string | null)[],
    ids: readonly string[] | null,
    bindings: Bindings,
  ) => {
    const sql = listStatement(dialect, view, list, having, ids, bindings);
    return dialect.rows<StoredObject>(`list ${list.kind} objects`, sql, bindings.values);
  };
  // Entries tell of the newest versions: they say nothing of a past state.
  const driving = view.resolved.isCurrent ? drivingFilter(list.values) : -1;
  if (driving < 0) {
    const bindings = new Bindings();
    const having = list.values.map((known) =>
      known === null || !view.resolved.isCurrent ? null : dialect.having(known, false, bindings),
    );
    return [...(await read(having, null, bindings))];
  }
  const ids = await entriesHaving(dialect, view, list, driving);
  const rows: StoredObject[] = [];
  for (let from = 0, size = FIRST_SHARE * list.limit; from < ids.length && rows.length <= list.limit;) {
    rows.push(...(await read([], ids.slice(from, from + size), new Bindings())));
    from += size;
    size = ids.length;
  }
  return rows;
}

/** The ids of the entries that have what the filters ask for, one of which leaves few, in the order of their names. */
async function entriesHaving(
  dialect: ReadDialect,
  view: ReadView,
  list: List,
  driving: number,
): Promise<string[]> {
  const bindings = new Bindings();
  const having = list.values.map((known, at) =>
    known === null ? null : dialect.having(known, at === driving, bindings),
  );
  const conditions = [
    ...entryConditions(view, list, bindings),
    ...having.filter((condition) => condition !== null),
  ];
  const rows = await dialect.rows<{ readonly id: string }>(
    `list ${list.kind} objects`,
    `SELECT ${dialect.id('e.object_id')} AS id FROM ${dialect.table('object_entry')} e
     WHERE ${conditions.join(' AND ')} ORDER BY ${dialect.sorted('e.sort_key')}, e.object_id`,
    bindings.values,
  );
  return rows.map(({ id }) => id);
}

/** What entries `e` must be, whatever they have: those of the list after its position. */
function entryConditions(
  { sourceId, resolved }: ReadView,
  { kind, filters, position }: List,
  bindings: Bindings,
): string[] {
  const conditions = [`e.source_id = ${bindings.add(sourceId)}`, `e.kind = '${kind}'`];
  if (resolved.isCurrent) conditions.push('e.closed_run IS NULL');
  const range = nameRange(kind, filters);
  if (range !== null) {
    conditions.push(`e.sort_key >= ${bindings.add(range[0])} AND e.sort_key < ${bindings.add(range[1])}`);
  }
  if (position !== null) {
    const [, key, id] = position;
    conditions.push(`(e.sort_key, e.object_id) > (${bindings.add(key)}, ${bindings.add(id)})`);
  }
  return conditions;
}

/** The statement for objects of a list, of those with some ids where these are known. */
function listStatement(
  dialect: ReadDialect,
  view: ReadView,
  list: List,
  having: readonly (string | null)[],
  ids: readonly string[] | null,
  bindings: Bindings,
): string {
  const { kind, filters, limit } = list;
  const conditions = [
    ...entryConditions(view, list, bindings),
    ...(ids === null ? [] : [dialect.among('e.object_id', ids, bindings)]),
    ...having.filter((condition) => condition !== null),
  ];
  for (const [at, filter] of filters.entries()) {
    const condition = versionCondition(dialect, filter, bindings);
    // A planner that knows what entries leave must not take the same off once more: it does not look into CASE.
    const isKnown = (having[at] ?? null) !== null;
    conditions.push(isKnown ? `CASE WHEN ${condition} THEN true ELSE false END` : condition);
  }
  const run = bindings.add(view.runNumber);
  return `
    SELECT ${entrySelection(dialect, kind)} FROM ${entriesWithVersions(dialect, kind, run)}
    WHERE ${conditions.join(' AND ')}
    ORDER BY ${ids === null ? 'e.sort_key' : dialect.sorted('e.sort_key')}, e.object_id LIMIT ${limit + 1}`;
}

function cursorOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function positionOf(cursor: string, kind: Kind): Position {
  try {
    const position = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const [ofKind, key, id] = position;
    const isId = typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    if (ofKind === kind && typeof key === 'string' && !key.includes('\0') && isId) return [kind, key, id];
  } catch {
    // Not even JSON: refused like any other text that no page gave.
  }
  throw new SourceSenseError('invalid_input', `There is no page of ${kind} objects after "${cursor}".`, {
    remedy: 'Give the cursor of the page before, of the same kind, as it was printed.',
  });
}
