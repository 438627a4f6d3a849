import { SourceSenseError } from '../contracts/failure.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { LandingStep, ReportingStep, RunRecord } from './provider.js';

/** What every provider refuses, in the same words. */

/** The run may not land, or a later attempt took the step. */
export function fenced({ runId, partitionId }: LandingStep): SourceSenseError {
  return new SourceSenseError(
    'fenced',
    `Partition ${partitionId} of run ${runId} may not land: the run is not running, a later attempt took over, or ` +
      'another run of the source was published since it began.',
  );
}

export function mayNotReport({ runId, partitionId, stage }: ReportingStep): SourceSenseError {
  return new SourceSenseError(
    'fenced',
    `${stage} of partition ${partitionId} of run ${runId} may not report: the run is not running, or a later attempt has.`,
  );
}

/** A run that began before the published one saw an older state of the source. */
export function mayNotRunAgain(runId: string, published: string): SourceSenseError {
  return new SourceSenseError(
    'fenced',
    `Run ${runId} can't run again: ${published} of the same source began later and is published.`,
    { remedy: 'Start the extraction under another run id.' },
  );
}

/** A run that was started again, or reset, after it was published: it would read for nothing. */
export function publishedAlready(runId: string): SourceSenseError {
  return new SourceSenseError('fenced', `Run ${runId} is published already.`, {
    remedy: 'Its result stands; start the extraction again for a new one.',
  });
}

export function ofAnotherConnection(runId: string, theirs: string, given: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `Run ${runId} is of connection ${theirs}, not of ${given}.`, {
    remedy: 'Start the extraction under another run id.',
  });
}

/** `status` is undefined for a run that the catalog does not know. */
export function notRunning(runId: string, status: RunRecord['status'] | undefined): SourceSenseError {
  const state = status === undefined ? 'is not known to the catalog' : `is ${status}`;
  return new SourceSenseError('fenced', `Run ${runId} can't be published: it ${state}.`);
}

/** What landed was compared with another state of the catalog, and may be of an older state of the source. */
export function outrun(runId: string, published: string): SourceSenseError {
  return new SourceSenseError(
    'fenced',
    `Run ${runId} can't be published: ${published} of the same source was published since it began.`,
    { remedy: 'Start the extraction again; one run of a source at a time.' },
  );
}

/** A run that is copied from another catalog comes after the same runs as there, or not at all. */
export function notOnBase(runId: string, published: string): SourceSenseError {
  return new SourceSenseError(
    'fenced',
    `Run ${runId} can't be copied: ${published} of the same source is published here, which it does not follow.`,
    { remedy: 'One catalog only may extract a source: go on with that one, or copy into an empty one.' },
  );
}

export function alreadyThere(runId: string): SourceSenseError {
  return new SourceSenseError('fenced', `Run ${runId} can't be copied: the catalog has it already.`);
}

/** What was written of a run that is copied is not what was read. */
export function differsFromCopied(runId: string): SourceSenseError {
  return new SourceSenseError(
    'incomplete',
    `Run ${runId} can't be copied: what was written has other digests than what was read.`,
    { remedy: 'Nothing of it was kept; copy again while nothing changes either catalog.' },
  );
}

/** What landed is not what was extracted. */
export function incomplete(message: string): SourceSenseError {
  return new SourceSenseError('incomplete', message, {
    remedy: 'Nothing was published; start the extraction again.',
  });
}

/** Objects that were dropped and made again while the run read are found in two partitions. */
export function foundTwice(runId: string, kind: Kind, names: readonly string[]): SourceSenseError {
  return incomplete(
    `Run ${runId} found objects of kind ${kind} more than once: ${names.join(', ')}. ` +
      'They were made anew while the run read.',
  );
}

/** The same, of a partition that can't land beside another one: reading that one again finds no more what is gone. */
export class RepeatedObjects extends SourceSenseError {
  readonly partitionId: string;

  constructor(runId: string, kind: Kind, names: readonly string[], partitionId: string) {
    super('incomplete', foundTwice(runId, kind, names).message);
    this.partitionId = partitionId;
  }
}

/** Somebody asked to stop; `operation` completes "before it could ...". */
export function cancelled(operation: string): SourceSenseError {
  return new SourceSenseError('cancelled', `The catalog was asked to stop before it could ${operation}.`);
}

export function twoArtifacts({ partitionId }: LandingStep): RangeError {
  return new RangeError(`Partition ${partitionId} has two artifacts of one kind.`);
}

/** Why a run that nobody ended ends when a later one is published. */
export const SUPERSEDED = 'A later run of the same source was published first.';
