import type { RunBefore } from '../catalog/provider.js';
import { MAX_READINGS } from '../contracts/extraction.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { RunState } from '../contracts/run-state.js';

/** What decides about a run's steps besides the definitions of its source; see `RunState.conditions`. */
export function conditionsOf(
  { program, identity }: Pick<RunState, 'program' | 'identity'>,
  { partitionSize, filter, full }: { partitionSize: number; filter: ObjectFilter; full: boolean },
  before: RunBefore | null,
): string {
  return JSON.stringify({ program, identity, partitionSize, filter, full, before: before?.runId ?? null });
}

/**
 * The state of a run that may have begun before, as one that was retried, resumed or reset has: what it found then, where
 * definitions are what they were, so that what it checkpointed is of use and what changed since then is found; else what
 * it finds now, to be read anew beside the old.
 */
export function resumed(own: RunState | null, now: RunState): RunState {
  if (own === null) return now;
  const isSame = own.fingerprint === now.fingerprint && own.conditions === now.conditions;
  return isSame ? own : { ...now, firstReading: own.firstReading + MAX_READINGS };
}
