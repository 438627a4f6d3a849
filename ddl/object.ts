/**
 * When an object is made, if what it needs does not say otherwise; pg_dump's order. Statements that could act on what is
 * made later (default privileges, event triggers) come last.
 */
export const PHASES = [
  'extension',
  'schema',
  'type',
  'routine',
  'operator',
  'foreign server',
  'table',
  'sequence',
  'default',
  'attachment',
  'view',
  'index',
  'constraint',
  'index attachment',
  'statistics',
  'foreign key',
  'trigger',
  'rule',
  'policy',
  'publication',
  // Who grants a privilege on an object must have the use of its schema.
  'privilege on schema',
  'privilege',
  'event trigger',
] as const;

export type Phase = (typeof PHASES)[number];

/** One step of the script: an object's statements, made together. */
export interface SchemaObject {
  /** Unique; see `objectId`. */
  readonly id: string;
  readonly phase: Phase;
  /** Breaks ties: what was made first comes first. */
  readonly oid: bigint;
  /** Without semicolons. */
  readonly statements: readonly string[];
  /** Ids of what must be there before; those of objects that are not in the script are passed over. */
  readonly needs: readonly string[];
  /**
   * What can stand in for the object while what it needs can't be made without it: a view of nulls that is replaced, a
   * type without functions.
   */
  readonly placeholder?: { readonly statements: readonly string[]; readonly needs: readonly string[] };
  /** Other ids that mean this object: the parts that are made with it. */
  readonly aliases?: readonly string[];
}

/** Kinds that share one name space in a schema, as the id of an object names them. */
const SPACES: Readonly<Record<string, string>> = {
  table: 'relation',
  view: 'relation',
  materialized_view: 'relation',
  sequence: 'relation',
  index: 'relation',
  enum_type: 'type',
  domain: 'type',
  composite_type: 'type',
  range_type: 'type',
  base_type: 'type',
  aggregate: 'routine',
  foreign_key: 'table_constraint',
};

/** The id of an object, or with `part` of a column, constraint, trigger, rule or policy of it. */
export function objectId(kind: string, schema: string | null, name: string, part = ''): string {
  return JSON.stringify([SPACES[kind] ?? kind, schema, name, part]);
}
