import { ALL_KINDS, isStatisticsKind, type Kind } from '../contracts/kinds/index.js';
import { pairObjects, type Batches } from './pair-objects.js';
import { attributesOf, attributeRule } from './rules/attributes.js';
import { objectKey, type Row, type WholePair } from './row.js';

/** One of the two runs. */
export interface Side {
  /** The database it read. */
  readonly database: string;
  /** The objects of a kind that may differ from the other run's; those that surely don't are left out. */
  readonly read: (kind: Kind) => Batches;
}

/** What differs of one kind, by the objects' names alone. */
export interface KindDifferences {
  readonly kind: Kind;
  /** Objects of the earlier run that the later one has none of that name for, by their keys. */
  readonly gone: Map<string, Row>;
  /** Objects of the later run that the earlier one has none of that name for. */
  readonly come: Map<string, Row>;
  /** Objects of one name that differ in some attribute. */
  readonly differing: WholePair[];
}

/**
 * Kinds that say again what others say: `dependency` follows from definitions, `privilege` from the access control lists
 * of the objects, but for those of parameters, which no other kind has.
 */
function isToldElsewhere(kind: Kind, row: Row): boolean {
  return kind === 'privilege' && row['object_kind'] !== 'parameter';
}

/** The kinds that are compared. */
export function comparedKinds(statistics: boolean): readonly Kind[] {
  return ALL_KINDS.filter((kind) => kind !== 'dependency' && (statistics || !isStatisticsKind(kind)));
}

/** Reads one kind of both runs and keeps what differs. */
export async function readDifferences(kind: Kind, before: Side, after: Side): Promise<KindDifferences> {
  const found: KindDifferences = { kind, gone: new Map(), come: new Map(), differing: [] };
  const keys = {
    before: (row: Row) => objectKey(kind, row, before.database),
    after: (row: Row) => objectKey(kind, row, after.database),
  };
  const names = attributesOf(kind)
    .map(({ name }) => name)
    .filter((name) => !('ignored' in attributeRule(kind, name)));
  for await (const pair of pairObjects(before.read(kind), after.read(kind), keys)) {
    const { before: left, after: right } = pair;
    if (isToldElsewhere(kind, left ?? right ?? {})) continue;
    if (right === null) {
      if (left !== null) found.gone.set(keys.before(left), left);
    } else if (left === null) {
      found.come.set(keys.after(right), right);
    } else if (names.some((name) => !Object.is(left[name], right[name]))) {
      found.differing.push({ before: left, after: right });
    }
  }
  return found;
}
