import type { RunBefore } from '../catalog/provider.js';
import type { RunMode } from '../contracts/extraction.js';
import { COLUMNS_PER_RELATION } from '../contracts/partition.js';
import { ALL_KINDS, type Kind } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { RunState } from '../contracts/run-state.js';
import type { PartitionExtent } from '../sources/source.js';

/** What decides about the mode of a run besides the run before it. */
export interface ModeInput extends Pick<RunState, 'program' | 'identity' | 'partitionSize'> {
  /** The filter in force. */
  readonly filter: ObjectFilter;
  /** Whether a full run was asked for. */
  readonly full: boolean;
}

const full = (reason: string): RunMode => ({ mode: 'full', reason });

function isSameFilter(a: ObjectFilter, b: ObjectFilter): boolean {
  const lists = Object.keys({ ...a, ...b }) as (keyof ObjectFilter)[];
  return lists.every((list) => JSON.stringify(a[list]) === JSON.stringify(b[list]));
}

/** Whether what the run before found can be built upon, as far as that can be told without a look at its partitions. */
export function chooseMode(now: ModeInput, before: RunBefore | null): RunMode {
  if (now.full) return full('A full run was asked for.');
  if (before === null) return full('No run of this source was published before that could be compared with.');
  const { runId, state, filter } = before;
  if (state.program !== now.program) {
    return full(`Run ${runId} was made by version ${state.program} of this program.`);
  }
  if (!isSameFilter(filter, now.filter)) return full(`Run ${runId} had another filter.`);
  if (state.partitionSize !== now.partitionSize) return full(`Run ${runId} had partitions of another size.`);
  const different = Object.keys({ ...state.identity, ...now.identity }).find(
    (name) => state.identity[name] !== now.identity[name],
  );
  if (different !== undefined) {
    return full(`The source's ${different} is not the one that run ${runId} found.`);
  }
  return { mode: 'incremental', reason: `Compared with run ${runId}.` };
}

/** How many times the size that partitions are cut to one may grow to before they are cut anew. */
const MOST_GROWTH = 2;

/** What only a look at all relations tells: partitions are cut anew once one holds more than twice what it should. */
export function hasOutgrown({ relations, columns }: PartitionExtent, partitionSize: number): boolean {
  return Math.max(relations, columns / COLUMNS_PER_RELATION) > partitionSize * MOST_GROWTH;
}

/** The mode of a run that cuts them anew. */
export function outgrown({ runId }: RunBefore, { relations, columns }: PartitionExtent): RunMode {
  const size = `${relations} relations or ${columns} columns`;
  return full(`A partition of run ${runId} has grown to ${size}: they are cut anew.`);
}

/**
 * Kinds that say more than the system catalogs do (what a sequence has given out, sizes and activity, settings of the
 * server, the place of a tablespace, the reader's own rights): an unchanged fingerprint says nothing of them.
 */
const ALWAYS_COMPARED: readonly Kind[] = [
  ...(['sequence', 'table_statistics', 'column_statistics', 'server_setting', 'database'] as const),
  ...(['tablespace', 'subscription', 'user_mapping'] as const),
];

/** Kinds that need not be read because what they are made of is unchanged, and was read completely. */
export function unchangedKinds(fingerprint: string, { state, deniedKinds, isWhole }: RunBefore): Kind[] {
  // What could be read only in part may be whole now, with all that belongs to it, without a definition having changed.
  if (!isWhole || state.fingerprint !== fingerprint) return [];
  return ALL_KINDS.filter((kind) => !ALWAYS_COMPARED.includes(kind) && !deniedKinds.includes(kind));
}
