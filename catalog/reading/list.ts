import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { Bindings, type ReadDialect } from './dialect.js';
import { type TypedFilter, typedFilter } from './filters.js';
import type { ListRequest, ObjectPage } from './read-model.js';
import {
  entriesWithVersions,
  entrySelection,
  nameRange,
  type StoredObject,
  termCondition,
  toObject,
  versionCondition,
} from './sql.js';
import { openView, type ReadView } from './view.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1000;

/** Where a page ended: the kind, the sort key and the id of its last object. */
type Position = readonly [kind: Kind, sortKey: string, objectId: string];

/** See `ReadModel.listObjects`. */
export async function listObjects(dialect: ReadDialect, request: ListRequest): Promise<ObjectPage> {
  const { kind, filters = [], after } = request;
  const limit = limitOf(request.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const position = after === undefined ? null : positionOf(after, kind);
  const typed = filters.map((filter) => typedFilter(kind, filter));
  const view = await openView(dialect, request);
  const bindings = new Bindings();
  const sql = listStatement(dialect, view, { kind, filters: typed, position, limit }, bindings);
  const rows = await dialect.rows<StoredObject>(`list ${kind} objects`, sql, bindings.values);
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
  readonly position: Position | null;
  readonly limit: number;
}

/** Walks the names in their order, or goes by the terms of entries where those find less: the planner chooses. */
export function listStatement(
  dialect: ReadDialect,
  { sourceId, runNumber, resolved }: ReadView,
  { kind, filters, position, limit }: List,
  bindings: Bindings,
): string {
  const source = bindings.add(sourceId);
  const run = bindings.add(runNumber);
  const conditions = [`e.source_id = ${source}`, `e.kind = '${kind}'`];
  // The terms are those of the newest versions: they say nothing of a past state.
  if (resolved.isCurrent) {
    conditions.push('e.closed_run IS NULL');
    conditions.push(...filters.flatMap((filter) => termCondition(dialect, kind, filter, bindings)));
  }
  const range = nameRange(kind, filters);
  if (range !== null) {
    conditions.push(`e.sort_key >= ${bindings.add(range[0])} AND e.sort_key < ${bindings.add(range[1])}`);
  }
  if (position !== null) {
    const [, key, id] = position;
    conditions.push(`(e.sort_key, e.object_id) > (${bindings.add(key)}, ${bindings.add(id)})`);
  }
  conditions.push(...filters.map((filter) => versionCondition(dialect, filter, bindings)));
  return `
    SELECT ${entrySelection(dialect, kind)} FROM ${entriesWithVersions(dialect, kind, run)}
    WHERE ${conditions.join(' AND ')}
    ORDER BY e.sort_key, e.object_id LIMIT ${limit + 1}`;
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
