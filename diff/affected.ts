import type { Kind } from '../contracts/kinds/index.js';
import type { Affected } from './change.js';
import { dependentOf, dependentPlace, placeOf, referencedPlace } from './dependency-places.js';
import { tokensOf } from './identifiers.js';
import { objectName } from './object-name.js';
import type { Batches } from './pair-objects.js';
import { attributesOf } from './rules/attributes.js';
import { textsIn } from './rules/attribute-rule.js';
import { type Row, textOf } from './row.js';

/** A changed object of the earlier run, and what depends on it: filled in. */
export interface Subject {
  readonly kind: Kind;
  readonly row: Row;
  /** Whether nothing has its name any more. */
  readonly isGone: boolean;
  readonly affects: Map<string, Affected>;
}

/** Objects of a kind of the earlier run, all of them. */
export type ReadAll = (kind: Kind) => Batches;

/** What has a place in a table and may name its columns. */
const TABLE_PARTS: readonly Kind[] = [
  ...(['table_constraint', 'foreign_key', 'index', 'trigger', 'rule', 'policy'] as const),
  'extended_statistics',
];

/**
 * Names what depends on changed objects: by the source's own dependencies, directly and through others, by foreign keys,
 * and what of a table names a changed column. Memory holds the changed objects and what depends on them.
 */
export async function findAffected(subjects: readonly Subject[], readAll: ReadAll): Promise<void> {
  if (subjects.length === 0) return;
  await followDependencies(subjects, readAll);
  await findTableParts(subjects, readAll);
}

/** What is depended on: a part, or with an empty one all of an object, and the subjects it stands for. */
interface Target {
  readonly part: string;
  readonly subjects: readonly Subject[];
}

type Targets = Map<string, Target[]>;

function addTarget(targets: Targets, key: string, target: Target): void {
  const known = targets.get(key);
  if (known === undefined) targets.set(key, [target]);
  else known.push(target);
}

async function followDependencies(subjects: readonly Subject[], readAll: ReadAll): Promise<void> {
  let targets: Targets = new Map();
  for (const subject of subjects) {
    const { key, part } = placeOf(subject.kind, subject.row);
    addTarget(targets, key, { part, subjects: [subject] });
  }
  // Each round goes one step further, from what was found in the one before.
  while (targets.size > 0) {
    const found: Targets = new Map();
    for await (const rows of readAll('dependency')) {
      for (const row of rows) followDependency(row, targets, found);
    }
    targets = found;
  }
}

function followDependency(row: Row, targets: Targets, found: Targets): void {
  const { key, part } = referencedPlace(row);
  const fitting = (targets.get(key) ?? []).filter((target) => target.part === '' || target.part === part);
  const reached = new Set(fitting.flatMap((target) => target.subjects));
  const subjects = [...reached].filter((subject) => record(subject, dependentOf(row)));
  const dependent = dependentPlace(row);
  // What needs a table whose default or check needs the changed object does not itself need that.
  if (subjects.length > 0 && dependent.part === '') addTarget(found, dependent.key, { part: '', subjects });
}

/** Whether the dependent is one that was not known yet. */
function record({ affects }: Subject, affected: Affected): boolean {
  const key = JSON.stringify([affected.kind, affected.name]);
  if (affects.has(key)) return false;
  affects.set(key, affected);
  return true;
}

/** Parts of tables that rely on a changed column, key or table. */
async function findTableParts(subjects: readonly Subject[], readAll: ReadAll): Promise<void> {
  const tables = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const key = tableKey(textOf(subject.row, 'schema_name'), textOf(subject.row, 'table_name'));
    tables.set(key, [...(tables.get(key) ?? []), subject]);
  }
  const subjectsOf = (row: Row, schema: string, table: string) =>
    tables.get(tableKey(textOf(row, schema), textOf(row, table))) ?? [];
  for (const kind of TABLE_PARTS) {
    for await (const rows of readAll(kind)) {
      for (const row of rows) {
        const relying = subjectsOf(row, 'schema_name', 'table_name').filter((one) =>
          reliesOn(kind, row, one),
        );
        if (kind === 'foreign_key') {
          const referenced = subjectsOf(row, 'referenced_schema', 'referenced_table');
          relying.push(...referenced.filter((one) => refersTo(row, one)));
        }
        for (const subject of relying) record(subject, { kind, name: objectName(kind, row) });
      }
    }
  }
}

const tableKey = (schema: string | null, table: string | null) => JSON.stringify([schema, table]);

/** Whether a part of a table names the column, or applies the table's row security. */
function reliesOn(kind: Kind, row: Row, subject: Subject): boolean {
  if (subject.kind === 'table') return kind === 'policy' && !subject.isGone;
  if (subject.kind !== 'column') return false;
  const column = textOf(subject.row, 'column_name') ?? '';
  return attributesOf(kind).some(({ name }) => {
    const text = name === 'comment' ? null : textOf(row, name);
    return text?.includes(column) === true && tokensOf(text).includes(column);
  });
}

/** Whether a foreign key refers to the table, the column, or the key that it relies on. */
function refersTo(row: Row, subject: Subject): boolean {
  const { kind } = subject;
  if (kind === 'column') {
    return textsIn(row['referenced_columns']).includes(textOf(subject.row, 'column_name') ?? '');
  }
  const isKey = kind === 'table_constraint' || kind === 'index';
  return isKey
    ? row['referenced_index'] !== null && row['referenced_index'] === subject.row['index_name']
    : kind === 'table';
}
