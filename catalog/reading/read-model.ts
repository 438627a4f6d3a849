import type { Gap } from '../../contracts/extraction.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';
import type { Annotation } from '../annotations/annotations.js';
import type { AttributeFilter } from './filters.js';

export type * from './filters.js';

/** Which state of a source is read: its current one, or the one that a published run left, given by id or by time. */
export interface View {
  /** Name of the connection, or id of a stored one. */
  readonly source: string;
  /** A run's id, or a time, which stands for the last run published until then. */
  readonly asOf?: string | Date;
}

/** The state that a view stands for. */
export interface ResolvedView {
  readonly source: string;
  readonly runId: string;
  readonly publishedAt: Date;
  /** Whether it is the source's current state. */
  readonly isCurrent: boolean;
}

/** An object as it was in the state that was read. */
export interface ObjectRow {
  readonly kind: Kind;
  /** Qualified, its parts joined by dots and not quoted: `shop.orders.id`. */
  readonly name: string;
  readonly objectId: string;
  readonly parentId: string | null;
  /** The kind's columns. */
  readonly attributes: Readonly<Record<string, Value>>;
}

/** An object by name. */
export type ObjectReference = Pick<ObjectRow, 'kind' | 'name' | 'objectId'>;

export interface ListRequest extends View {
  readonly kind: Kind;
  /** All must hold. */
  readonly filters?: readonly AttributeFilter[];
  /** Rows of the page, 1 to 1,000; 50 when not given. */
  readonly limit?: number;
  /** The cursor of the page before. */
  readonly after?: string;
}

/** A page of objects in the order of their names (byte by byte). */
export interface ObjectPage extends ResolvedView {
  readonly kind: Kind;
  readonly objects: readonly ObjectRow[];
  /** What `after` takes to give the next page; null on the last one. It stays valid whatever is published meanwhile. */
  readonly cursor: string | null;
}

/** How many objects of a kind there are. */
export interface KindCount {
  readonly kind: Kind;
  readonly objects: number;
}

/** Objects of one kind that belong to another. */
export interface Children extends KindCount {
  /** The first of them. */
  readonly first: readonly ObjectRow[];
}

/** One state that an object was in, from one run to another. */
export interface ObjectHistory {
  /** The run that found it so first, and when that was published; null when that run was pruned. */
  readonly fromRun: string | null;
  readonly from: Date | null;
  /** The first run that no longer found it so; null for the current state. */
  readonly toRun: string | null;
  /** What differs from the state before, by attribute; empty for the first, and where an object came back the same. */
  readonly changes: readonly { readonly attribute: string; readonly before: Value; readonly after: Value }[];
}

/** Everything about an object in one answer. */
export interface ObjectDetail extends ResolvedView {
  readonly object: ObjectRow;
  /** What people say of it; null where nobody does. */
  readonly annotation: Annotation | null;
  /** What describes it: people win over the source's comment. Null where neither does. */
  readonly description: { readonly text: string; readonly wins: 'annotation' | 'comment' } | null;
  /** What it is in, from the outside to the inside: database, schema, table. */
  readonly parents: readonly ObjectReference[];
  /** Columns, constraints, indexes, statistics ... by kind. */
  readonly children: readonly Children[];
  /** Privileges on it. */
  readonly grants: readonly ObjectRow[];
  /** What it needs of others: rows of kind `dependency`. */
  readonly dependencies: readonly ObjectRow[];
  /** What needs it: rows of kind `dependency`. */
  readonly dependents: readonly ObjectRow[];
  /** Foreign keys of other tables that reference it. */
  readonly referencedBy: readonly ObjectRow[];
  /** Oldest first, also where a past state is read. */
  readonly history: readonly ObjectHistory[];
  /** What the run could not read of it. */
  readonly gaps: readonly Gap[];
}

/** Where a search found its words; the better ones first. */
export type Match = 'exact' | 'prefix' | 'within' | 'word' | 'similar' | 'comment' | 'definition';

export interface SearchRequest {
  /** Words; identifiers are taken apart, so that `customer email` finds `customer_email` and `customerEmail`. */
  readonly text: string;
  /** Only in this source; in all when not given. */
  readonly source?: string;
  /** Only of these kinds. */
  readonly kinds?: readonly Kind[];
  /** 1 to 200; 20 when not given. */
  readonly limit?: number;
}

export interface SearchHit extends ObjectReference {
  readonly source: string;
  readonly match: Match;
  /** Text of COMMENT ON. */
  readonly comment: string | null;
}

/** What people and programs read of the catalog, one page at a time; unpublished runs are never seen. */
export interface ReadModel {
  /** The objects of each kind in a state, kinds without any left out. */
  countObjects(view: View): Promise<ResolvedView & { readonly kinds: readonly KindCount[] }>;
  /**
   * A page of the objects of a kind. Throws `invalid_input` for a source, run, attribute, value or cursor that there is
   * not, naming the nearest one where there is one.
   */
  listObjects(request: ListRequest): Promise<ObjectPage>;
  /**
   * The object of that qualified name, with all that is known of it. Throws `invalid_input` when there is none, and when
   * objects of several kinds have that name and no kind is given.
   */
  getObject(view: View, name: string, kind?: Kind): Promise<ObjectDetail>;
  /** Objects whose names, comments or definitions have the words, in the current state of sources, best matches first. */
  search(request: SearchRequest): Promise<SearchHit[]>;
  /**
   * Brings what is read up to date with what was published; done before any answer as well. Returns how many versions it
   * took in. Safe to call at any time and from several processes: one works, the others find it done.
   */
  refresh(source: string): Promise<number>;
  /** The same for all sources. */
  refreshAll(): Promise<number>;
}
