import type { Kind, KindRow } from '../contracts/kinds/index.js';
import { objectId } from './object.js';

/** All rows of a run, by kind. */
export type RowsByKind = { readonly [K in Kind]: readonly KindRow<K>[] };

/** Kinds of which a part is named that is an object by itself; the part of other kinds is a column. */
const WITH_PARTS = new Set([
  'column',
  'table_constraint',
  'foreign_key',
  'rule',
  'trigger',
  'policy',
  'domain',
]);

/** Rows of one kind by what they belong to. */
type Grouped<K extends Kind> = ReadonlyMap<string, readonly KindRow<K>[]>;

/** CREATE EXTENSION makes the members of extensions; of them there is only to say who may use them. */
export type Membership = 'own' | 'of extensions';

/** The rows of a run with the ways to look them up that the script is written by. */
export class SchemaRows {
  readonly #rows: RowsByKind;
  readonly #tablesOfExtensions: ReadonlySet<string>;
  readonly #columns: Grouped<'column'>;
  readonly #constraints: Grouped<'table_constraint'>;
  readonly #tables: Grouped<'table'>;
  readonly #indexes: Grouped<'index'>;
  readonly #needs = new Map<string, string[]>();
  readonly #columnNeeds = new Map<string, string[]>();
  readonly #dropExtensions = new Map<string, string[]>();

  readonly #membership: Membership;

  constructor(rows: RowsByKind, membership: Membership) {
    this.#rows = rows;
    this.#membership = membership;
    const relations = [...rows.table, ...rows.view, ...rows.materialized_view];
    this.#tablesOfExtensions = new Set(
      relations.filter(isMember).map(({ schema_name, table_name }) => relationId(schema_name, table_name)),
    );
    const byTable = ({ schema_name, table_name }: { schema_name: string; table_name: string }) =>
      relationId(schema_name, table_name);
    this.#columns = grouped<'column'>(
      [...rows.column].sort((a, b) => a.ordinal_position - b.ordinal_position),
      byTable,
    );
    this.#constraints = grouped<'table_constraint'>(rows.table_constraint, byTable);
    this.#tables = grouped<'table'>(rows.table, byTable);
    this.#indexes = grouped<'index'>(rows.index, (row) => relationId(row.schema_name, row.index_name));
    for (const edge of rows.dependency) this.#addEdge(edge);
  }

  /** The rows of a kind, of extensions' members or of the others. */
  of<K extends Kind>(kind: K): readonly KindRow<K>[] {
    return this.#rows[kind].filter(
      (row) => (isMember(row) || this.#isOfExtensionTable(row)) === (this.#membership === 'of extensions'),
    );
  }

  /** Columns of a relation in their order. */
  columnsOf(schema: string, table: string): readonly KindRow<'column'>[] {
    return this.#columns.get(relationId(schema, table)) ?? [];
  }

  constraintsOf(schema: string, table: string): readonly KindRow<'table_constraint'>[] {
    return this.#constraints.get(relationId(schema, table)) ?? [];
  }

  table(schema: string, name: string): KindRow<'table'> | undefined {
    return this.#tables.get(relationId(schema, name))?.[0];
  }

  index(schema: string, name: string): KindRow<'index'> | undefined {
    return this.#indexes.get(relationId(schema, name))?.[0];
  }

  /** Ids of what an object needs of others. */
  needsOf(id: string): readonly string[] {
    return this.#needs.get(id) ?? [];
  }

  /** Ids of what a relation's columns need: their types and collations. */
  columnNeedsOf(id: string): readonly string[] {
    return this.#columnNeeds.get(id) ?? [];
  }

  /** Extensions that an object is dropped with (DEPENDS ON EXTENSION). */
  extensionsOf(id: string): readonly string[] {
    return this.#dropExtensions.get(id) ?? [];
  }

  #addEdge(edge: KindRow<'dependency'>): void {
    const dependentPart = WITH_PARTS.has(edge.dependent_kind) ? edge.dependent_part : '';
    const dependent = objectId(
      edge.dependent_kind,
      edge.dependent_schema,
      edge.dependent_name,
      dependentPart,
    );
    const referencedPart = WITH_PARTS.has(edge.referenced_kind) ? edge.referenced_part : '';
    const referenced = objectId(
      edge.referenced_kind,
      edge.referenced_schema,
      edge.referenced_name,
      referencedPart,
    );
    if (edge.dependency_type === 'extension') append(this.#dropExtensions, dependent, edge.referenced_name);
    else append(this.#needs, dependent, referenced);
    if (dependentPart !== edge.dependent_part) append(this.#columnNeeds, dependent, referenced);
  }

  #isOfExtensionTable(row: object): boolean {
    const { schema_name, table_name } = row as { schema_name?: string; table_name?: string };
    if (schema_name === undefined || table_name === undefined) return false;
    return this.#tablesOfExtensions.has(relationId(schema_name, table_name));
  }
}

function isMember(row: object): boolean {
  const { extension_name, member_counts } = row as {
    extension_name?: string | null;
    member_counts?: unknown;
  };
  // An extension has its own name there.
  return extension_name !== undefined && extension_name !== null && member_counts === undefined;
}

function relationId(schema: string, name: string): string {
  return objectId('table', schema, name);
}

function grouped<K extends Kind>(
  rows: readonly KindRow<K>[],
  keyOf: (row: KindRow<K>) => string,
): Grouped<K> {
  const groups = new Map<string, KindRow<K>[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
