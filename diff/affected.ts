import type { Kind } from '../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../contracts/sql-identifiers.js';
import type { Affected } from './change.js';
import { tokensOf } from './identifiers.js';
import { objectName } from './object-name.js';
import type { Batches } from './pair-objects.js';
import { attributesOf } from './rules/attributes.js';
import { parsedJson } from './rules/attribute-rule.js';
import { type Row, textOf } from './row.js';

/** A changed object of the earlier run, and what depends on it: filled in. */
export interface Subject {
  readonly kind: Kind;
  readonly row: Row;
  readonly isGone: boolean;
  readonly affects: Map<string, Affected>;
}

/** Objects of a kind of the earlier run, all of them. */
export type ReadAll = (kind: Kind) => Batches;

/** What has a place in a table and may name its columns. */
const TABLE_PARTS: readonly Kind[] = [
  ...([
    'table_constraint',
    'foreign_key',
    'index',
    'trigger',
    'rule',
    'policy',
    'extended_statistics',
  ] as const),
];
/** Kinds whose names are those of pg_class: a dependency names some of them by another of these kinds. */
const RELATIONS: readonly string[] = [
  'table',
  'view',
  'materialized_view',
  'column',
  'sequence',
  'index',
  'composite_type',
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

/** What is depended on: an object, or a part of it, for the subjects it stands for. */
interface Target {
  readonly part: string;
  readonly subjects: ReadonlySet<Subject>;
}

const targetKey = (kind: string, schema: string | null, name: string) =>
  JSON.stringify([RELATIONS.includes(kind) ? 'relation' : kind, schema, name]);

/** Where a subject stands in the source's dependencies. */
function placeOf({ kind, row }: Subject): { readonly key: string; readonly part: string } {
  const schema = textOf(row, 'schema_name');
  const name = (column: string) => textOf(row, column) ?? '';
  const table = { key: targetKey('table', schema, name('table_name')), part: '' };
  switch (kind) {
    case 'column':
      return { ...table, part: name('column_name') };
    case 'table':
    case 'view':
    case 'materialized_view':
      return table;
    case 'table_constraint':
      return { ...table, part: name('constraint_name') };
    case 'routine':
      return { key: targetKey(kind, schema, `${name('routine_name')}(${name('argument_types')})`), part: '' };
    case 'aggregate':
      return {
        key: targetKey(kind, schema, `${name('aggregate_name')}(${name('argument_types')})`),
        part: '',
      };
    case 'operator':
      return {
        key: targetKey(kind, schema, `${name('operator_name')}(${name('left_type')}, ${name('right_type')})`),
        part: '',
      };
    case 'operator_class':
    case 'operator_family':
      return {
        key: targetKey(kind, schema, `${name(`${kind}_name`)} USING ${name('access_method')}`),
        part: '',
      };
    default: {
      const own = Object.keys(row).find((column) => column === `${kind}_name` || column === 'type_name');
      return { key: targetKey(kind, schema, own === undefined ? '' : name(own)), part: '' };
    }
  }
}

async function followDependencies(subjects: readonly Subject[], readAll: ReadAll): Promise<void> {
  let targets = new Map<string, Target[]>();
  const add = (key: string, target: Target) => void targets.set(key, [...(targets.get(key) ?? []), target]);
  for (const subject of subjects) {
    const { key, part } = placeOf(subject);
    add(key, { part, subjects: new Set([subject]) });
  }
  // Each round goes one step further, from what was found in the one before.
  while (targets.size > 0) {
    const sought = targets;
    targets = new Map();
    for await (const rows of readAll('dependency')) {
      for (const row of rows) {
        const found = soughtBy(row, sought);
        const isNew = found.filter((subject) => recordDependent(subject, row));
        // What depends on a default or a constraint depends on its table, which is no change of that.
        if (isNew.length > 0 && textOf(row, 'dependent_part') === '') {
          const key = targetKey(
            textOf(row, 'dependent_kind') ?? '',
            textOf(row, 'dependent_schema'),
            textOf(row, 'dependent_name') ?? '',
          );
          add(key, { part: '', subjects: new Set(isNew) });
        }
      }
    }
  }
}

/** The subjects that a dependency leads to. */
function soughtBy(row: Row, targets: ReadonlyMap<string, readonly Target[]>): Subject[] {
  const key = targetKey(
    textOf(row, 'referenced_kind') ?? '',
    textOf(row, 'referenced_schema'),
    textOf(row, 'referenced_name') ?? '',
  );
  const part = textOf(row, 'referenced_part');
  const fitting = (targets.get(key) ?? []).filter((target) => target.part === '' || target.part === part);
  return [...new Set(fitting.flatMap(({ subjects }) => [...subjects]))];
}

/** Whether the dependent is one that was not known yet. */
function recordDependent(subject: Subject, row: Row): boolean {
  const kind = (textOf(row, 'dependent_kind') ?? 'table') as Kind;
  const [schema, name, part] = [
    textOf(row, 'dependent_schema'),
    textOf(row, 'dependent_name') ?? '',
    textOf(row, 'dependent_part') ?? '',
  ];
  const hasArguments = name.includes('(') || name.includes(' USING ') || name.includes(' AS ');
  const names = [
    ...(schema === null ? [] : [schema]),
    ...(hasArguments ? [] : [name]),
    ...(part === '' ? [] : [part]),
  ];
  const text = hasArguments
    ? `${schema === null ? '' : `${quoteIdentifier(schema)}.`}${name}`
    : qualifiedName(...names);
  return record(subject, { kind: part !== '' && kind === 'table' ? 'column' : kind, name: text });
}

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
  for (const kind of TABLE_PARTS) {
    for await (const rows of readAll(kind)) {
      for (const row of rows) {
        const own = tables.get(tableKey(textOf(row, 'schema_name'), textOf(row, 'table_name'))) ?? [];
        for (const subject of own) if (reliesOn(kind, row, subject)) record(subject, partOf(kind, row));
        if (kind !== 'foreign_key') continue;
        const referenced =
          tables.get(tableKey(textOf(row, 'referenced_schema'), textOf(row, 'referenced_table'))) ?? [];
        for (const subject of referenced) if (refersTo(row, subject)) record(subject, partOf(kind, row));
      }
    }
  }
}

const tableKey = (schema: string | null, table: string | null) => JSON.stringify([schema, table]);
const partOf = (kind: Kind, row: Row): Affected => ({ kind, name: objectName(kind, row) });

/** Whether a part of a table names the column, or applies the table's row security. */
function reliesOn(kind: Kind, row: Row, subject: Subject): boolean {
  if (subject.kind === 'table') return kind === 'policy' && !subject.isGone;
  if (subject.kind !== 'column') return false;
  const column = textOf(subject.row, 'column_name') ?? '';
  return attributesOf(kind).some(({ name }) => {
    const text = textOf(row, name);
    return text?.includes(column) === true && name !== 'comment' && tokensOf(text).includes(column);
  });
}

/** Whether a foreign key refers to the table, the column, or the key that it relies on. */
function refersTo(row: Row, subject: Subject): boolean {
  switch (subject.kind) {
    case 'table':
      return true;
    case 'column': {
      const columns = parsedJson<string[]>(row['referenced_columns'] ?? null) ?? [];
      return columns.includes(textOf(subject.row, 'column_name') ?? '');
    }
    case 'table_constraint':
    case 'index':
      return row['referenced_index'] !== null && row['referenced_index'] === subject.row['index_name'];
    default:
      return false;
  }
}
