import type { Kind, KindRow } from '../contracts/kinds/index.js';
import { identifier, literal, qualified } from './quote.js';
import type { RowsByKind } from './schema-rows.js';
import { ddlStatements } from './script.js';

/** A number in place of a comment, as `commentTargets` finds it again. */
const NUMBERED = /^COMMENT ON (.+) IS '(\d+)'$/s;

/** What COMMENT ON calls an object, and the number that stood in its row in place of a comment. */
export interface CommentTarget {
  readonly target: string;
  readonly number: number;
}

interface OfTable {
  readonly schema_name: string;
  readonly table_name: string;
}
const onTable = (kind: string, name: string, { schema_name: schema, table_name: table }: OfTable) =>
  `${kind} ${identifier(name)} ON ${qualified(schema, table)}`;

/**
 * Kinds of which some objects are made along with others: constraints that are inherited, copies of a partitioned table's
 * triggers and foreign keys, functions and casts of range types. No script makes them, yet they can have comments.
 */
const MADE_ALONG: { readonly [K in Kind]?: (row: KindRow<K>) => string } = {
  table_constraint: (row) => onTable('CONSTRAINT', row.constraint_name, row),
  foreign_key: (row) => onTable('CONSTRAINT', row.constraint_name, row),
  trigger: (row) => onTable('TRIGGER', row.trigger_name, row),
  routine: ({ schema_name: schema, routine_name: name, identity_arguments: types }) =>
    `ROUTINE ${qualified(schema, name)}(${types})`,
  cast: ({ source_type: source, target_type: target }) => `CAST (${source} AS ${target})`,
};

/**
 * What COMMENT ON calls objects, each kind in its own syntax, from rows whose `comment` is a number in decimal, or null
 * for objects that are not asked for. Members of extensions are not found.
 */
export function* commentTargets(rows: RowsByKind, major: number): Generator<CommentTarget> {
  for (const kind of Object.keys(MADE_ALONG) as Kind[]) yield* targetsOf(kind, rows);
  for (const statement of ddlStatements(rows, { owners: false, privileges: false, major })) {
    const [, target, number] = NUMBERED.exec(statement) ?? [];
    if (target !== undefined) yield { target, number: Number(number) };
  }
}

function* targetsOf(kind: Kind, rows: RowsByKind): Generator<CommentTarget> {
  const target = MADE_ALONG[kind] as ((row: object) => string) | undefined;
  for (const row of rows[kind]) {
    const { comment = null, extension_name: extension = null } = row as Readonly<Record<string, unknown>>;
    if (target === undefined || comment === null || extension !== null) continue;
    yield { target: target(row), number: Number(comment) };
  }
}

/** `COMMENT ON ...` without a semicolon. */
export function commentStatement(target: string, text: string): string {
  return `COMMENT ON ${target} IS ${literal(text)}`;
}
