import type { ArtifactRef } from './artifact.js';
import type { ExtractionStage } from './kinds/kind.js';
import type { Kind } from './kinds/index.js';
import type { ObjectFilter } from './object-filter.js';
import type { Partition } from './partition.js';

/** What starts an extraction. Nothing in it is secret: the worker resolves the connection by its name. */
export interface ExtractionInput {
  /** Name of a configured connection, or the id of one stored in the catalog database. */
  readonly connection: string;
  /** Relations per partition, fewer of those with many columns; the default is `DEFAULT_PARTITION_SIZE`. */
  readonly partitionSize?: number;
  /** Which objects are wanted; each list takes the place of the connection's own list of that name. */
  readonly filter?: ObjectFilter;
  /** Whether everything is read again, whatever the published run found; see `RunMode`. */
  readonly full?: boolean;
  /** Whether it is published without being held back, however much it removes. */
  readonly allowRemovals?: boolean;
}

/**
 * Whether a run reads all objects, or only those that differ from what the source's published run found; and why, in one
 * sentence.
 */
export interface RunMode {
  readonly mode: 'full' | 'incremental';
  readonly reason: string;
}

/** Objects per kind. */
export type KindTotals = Partial<Record<Kind, number>>;

/** What pauses a run. */
export interface PauseInput {
  /** Shown wherever the run is. */
  readonly reason?: string;
}

/** What `connectDatabase` learned; bounded, and nothing secret. */
export interface SourceFacts {
  readonly sourceType: string;
  readonly serverVersion: string;
  readonly databaseName: string;
  readonly role: string;
  /**
   * What tells the database from every other, whatever its name and address; a restored dump is another one. Absent where
   * the source does not say.
   */
  readonly system?: string;
  /** What whoever runs it should know of how it is read; a sentence for the log. */
  readonly notice?: string;
}

/** Times a partition is read before what still changes under the reader's eyes is marked as moved. */
export const MAX_READINGS = 3;

/** What `discoverSchemas` decides: the shape of the rest of the run. */
export interface ExtractionPlan {
  /**
   * Partitions in work at once. Part of the plan, which history keeps, so that another value in later code does not
   * break the replay of runs that began with this one.
   */
  readonly partitionsAtOnce: { readonly reading: number; readonly landing: number };
  readonly partitions: readonly Partition[];
  /** The filter in force: the connection's own, with the input's lists in place of single ones of it. */
  readonly filter: ObjectFilter;
  /** The source's state before the first read, in its own terms: what changed since then is read again. */
  readonly snapshot: string;
  /** See `RunState.firstReading`; 1 in plans that do not say it. */
  readonly firstReading?: number;
  /** Databases and schemas, read on this occasion. */
  readonly artifacts: readonly ArtifactRef[];
  readonly mode: RunMode;
  /** Whether all definitions are those that the run before found, so that a partition is too little work to divide. */
  readonly isUnchanged: boolean;
}

/** What `recountObjects` found when everything had been read. */
export interface SourceChanges {
  /**
   * Partitions of which anything was written since the snapshot, or anything that they name; of relations all, where what
   * was read again doesn't add up either.
   */
  readonly changedPartitions: readonly string[];
  /** Kinds of which what was read does not add up to what the source counts. */
  readonly unsettledKinds: readonly Kind[];
  /** Partitions that have objects which were found in a further one too: read again, they have them no more. */
  readonly stalePartitions?: readonly string[];
  /** The source's state now. */
  readonly snapshot: string;
}

/**
 * What became of an object that a run could not read as it should: withheld by the server, lost to another failure,
 * extracted without some of its values, or changed again in every reading of its partition.
 */
export type GapStatus = 'denied' | 'failed' | 'partial' | 'moved';

/** Something that could not be read, and why. */
export interface Gap {
  readonly kind: Kind;
  /** The schema of what is missing, null where there is none or it spans several. */
  readonly schemaName: string | null;
  /** The object or group of objects, qualified; at most 300 characters. */
  readonly objectName: string;
  /** `denied` and `failed` take part in the ledger with their `objects`; `partial` and `moved` were extracted. */
  readonly status: GapStatus;
  /** Five-character SQLSTATE, where the server gave one. */
  readonly sqlState: string | null;
  readonly reason: string;
  readonly remedy: string | null;
  /** Objects concerned. */
  readonly objects: number;
}

/** Objects of one kind and schema that were counted, or that a filter left out. */
export interface Tally {
  readonly kind: Kind;
  /** Null for objects outside schemas. */
  readonly schemaName: string | null;
  /** Objects the source says it has, whatever a filter does with them; 0 from a step that only filters. */
  readonly counted: number;
  /** Of the source's objects, how many a filter left out. */
  readonly filtered: number;
  /** Of the objects that land, how many are as the published run found them and were not extracted; none unless said. */
  readonly unchanged?: number;
}

/** What reading cost the source. */
export interface SourceCost {
  /** Most sessions open at once. */
  readonly sessions: number;
  readonly queries: number;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly durationMs: number;
}

/** What a step costs a source that it does not read. */
export const NO_COST: SourceCost = { sessions: 0, queries: 0, rows: 0, sizeBytes: 0, durationMs: 0 };

/** What a step that reads the source says of its work, for the run's ledger. */
export interface StepReport {
  readonly tallies: readonly Tally[];
  readonly gaps: readonly Gap[];
  readonly cost: SourceCost;
}

/**
 * The partition ids under which a run reports what its source counts: before anything is read, and once more when all
 * was read, unless nothing changed meanwhile. A line of the ledger takes the second count when only that one adds up.
 * What moved while the run read is reported apart from the counts, so that it is told whichever of them is taken.
 */
export const COUNT_REPORTS = { before: 'count', after: 'recount', changes: 'changes' } as const;

export const OUTCOMES = ['completed', 'completed_with_gaps', 'failed', 'cancelled'] as const;

/** How a run ended. */
export type Outcome = (typeof OUTCOMES)[number];

/** How a run stands that has not ended: on its way, paused by somebody, or held back until somebody confirms it. */
export type OpenOutcome = 'running' | 'paused' | 'held';

/** How a run ended, or how it stands. */
export type RunOutcome = Outcome | OpenOutcome;

export function isOpen(outcome: RunOutcome): outcome is OpenOutcome {
  return outcome === 'running' || outcome === 'paused' || outcome === 'held';
}

/** The stages of a run, in order: the names of the activities. */
export const STAGES = [
  'connectDatabase',
  'discoverSchemas',
  'extractTables',
  'extractColumns',
  'discoverForeignKeys',
  'extractObjects',
  'analyzeDataQuality',
  'transformMetadata',
  'loadCatalog',
  'registerArtifacts',
  'publishRun',
] as const;

export type Stage = (typeof STAGES)[number];

/** The stages that read a partition's objects, in parallel. */
export const PARTITION_STAGES = [
  'extractTables',
  'extractColumns',
  'discoverForeignKeys',
  'extractObjects',
  'analyzeDataQuality',
] as const satisfies readonly ExtractionStage[];

export type PartitionStage = (typeof PARTITION_STAGES)[number];

/** A line of the completeness ledger: `counted = extracted + unchanged + filtered + denied + failed`. */
export interface LedgerLine {
  readonly kind: Kind;
  readonly counted: number;
  readonly extracted: number;
  /** As the published run found them: told by the source, and not extracted. */
  readonly unchanged: number;
  readonly filtered: number;
  readonly denied: number;
  readonly failed: number;
  /** `counted` minus the sum of the others: 0, or objects came or went while the run read. */
  readonly difference: number;
}

/** A line of the ledger for one kind and schema; `schemaName` is null for objects outside schemas. */
export interface SchemaLedgerLine extends LedgerLine {
  readonly schemaName: string | null;
}

/** An object that differed from one reading of its partition to the next. */
export interface MovedObject {
  readonly kind: Kind;
  readonly schemaName: string | null;
  /** Qualified. */
  readonly objectName: string;
  readonly change: 'appeared' | 'vanished' | 'changed';
  /** The reading that found it different, from 2. */
  readonly reading: number;
}

/** What a published run amounts to: the workflow's result. */
export interface ExtractionResult {
  readonly runId: string;
  readonly outcome: Extract<Outcome, 'completed' | 'completed_with_gaps'>;
  readonly source: SourceFacts;
  readonly mode: RunMode;
  readonly ledger: readonly LedgerLine[];
  /** Versions that this run added to the catalog, closed in it, and left as they were. */
  readonly changes: { readonly added: number; readonly closed: number; readonly unchanged: number };
  /** Those that are registered for it; of a run that was reset also those that only an earlier execution used. */
  readonly artifacts: { readonly count: number; readonly sizeBytes: number };
  readonly gaps: number;
  /** Objects that changed while the run read, and were read again. */
  readonly moved: number;
  readonly cost: SourceCost;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
}

/** What a step says with each heartbeat. */
export interface StepHeartbeat {
  /** Rows it has done in this attempt. */
  readonly rows: number;
  /** The operation that it began last: `source.read(column, partition r16384)`. */
  readonly doing: string;
  /** When something last moved; ISO 8601, UTC. */
  readonly movedAt: string;
}

/** The answer of the `getProgress` query. */
export interface ExtractionProgress {
  readonly runId: string;
  readonly stage: Stage | 'done';
  /** `held`: it landed, and waits to be confirmed since it would remove much. */
  readonly outcome: RunOutcome;
  /** Why it is held back or paused. */
  readonly message?: string;
  readonly partitionsDone: number;
  readonly partitionsTotal: number;
  /** Objects extracted so far, per kind. */
  readonly objects: Partial<Record<Kind, number>>;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly elapsedMs: number;
}
