import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { ChangeType } from './change.js';
import { identityKey, objectKey, parentKey, type Row, textOf } from './row.js';
import { textsIn } from './rules/attribute-rule.js';

/** An object that only one run has, before it is known whether it is told by what contains it. */
export interface Draft {
  readonly kind: Kind;
  readonly row: Row;
  readonly change: Extract<ChangeType, 'removed' | 'added' | 'unknown'>;
  /** Why it is unknown. */
  readonly reason: string | null;
  /** What came or went with it. */
  readonly includes: Partial<Record<Kind, number>>;
}

/** What contains an object in the sense that telling of it is enough: its table, its constraint, its column. */
function containersOf(kind: Kind, row: Row, database: string): string[] {
  const keys: string[] = [];
  const { parent } = kindDeclaration(kind);
  const own = parentKey(kind, row, database);
  if (own !== null && parent !== null && parent.namespace !== 'database') keys.push(own);
  const key = (namespace: string, ...names: (string | null)[]) => JSON.stringify([namespace, true, ...names]);
  const schema = textOf(row, 'schema_name');
  if (kind === 'index') {
    keys.push(key('table_constraint', schema, textOf(row, 'table_name'), textOf(row, 'constraint_name')));
  }
  if (kind === 'sequence') {
    const owner = [textOf(row, 'owned_by_schema'), textOf(row, 'owned_by_table')] as const;
    keys.push(key('relation', ...owner), key('column', ...owner, textOf(row, 'owned_by_column')));
  }
  if (kind === 'table_constraint' && row['constraint_type'] === 'not null') {
    const [column = ''] = textsIn(row['columns']);
    keys.push(key('column', schema, textOf(row, 'table_name'), column));
  }
  return keys;
}

/**
 * Leaves out what is told by its container: the columns of a table that is gone, the index of a constraint that came. They
 * are counted there. A schema tells of its tables only where all of it is unknown. `changed` are the keys of columns that
 * both runs have, which tell of their not-null constraints.
 */
export function foldDrafts(
  drafts: readonly Draft[],
  database: string,
  changed: ReadonlySet<string>,
): Draft[] {
  const byKey = new Map(drafts.map((draft) => [objectKey(draft.kind, draft.row, database), draft]));
  const containerOf = ({ kind, row, change }: Draft): Draft | 'changed' | undefined => {
    for (const key of containersOf(kind, row, database)) {
      const found = byKey.get(key);
      if (
        found !== undefined &&
        (found.kind !== 'schema' || (found.change === 'unknown' && change === 'unknown'))
      )
        return found;
      if (kind === 'table_constraint' && changed.has(key)) return 'changed';
    }
    return undefined;
  };
  const kept: Draft[] = [];
  for (const draft of drafts) {
    let root = containerOf(draft);
    if (root === undefined) kept.push(draft);
    for (let next = root; next !== undefined && next !== 'changed'; next = containerOf(next)) root = next;
    if (root === undefined || root === 'changed') continue;
    root.includes[draft.kind] = (root.includes[draft.kind] ?? 0) + 1;
  }
  return kept;
}

/** The key of a column that a not-null constraint names. */
export function columnKey(row: Row, database: string): string {
  return identityKey(kindDeclaration('column').identity, row, database);
}
