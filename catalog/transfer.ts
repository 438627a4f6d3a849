import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import { catalogSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import { required } from '../contracts/kinds/kind.js';
import { physicalColumns } from './object-keys.js';
import type { RegisteredArtifact, RunRecord } from './provider.js';

/**
 * Copying a catalog into another one, whatever providers keep them: run by run, each in one transaction, in the order in
 * which they began. The destination takes a run as it would have published it, so that at every moment it is a catalog as
 * the other one was after some run; what is missing is what begins later.
 */

/** The types of columns besides those of objects: JSON documents and times (ISO 8601, microseconds, UTC) are texts. */
export type RecordType = 'text' | 'json' | 'integer' | 'time';

type Columns = Readonly<Record<string, RecordType>>;

/** A row, its numbers of runs and sources left out. */
export type CatalogRow = Readonly<Record<string, string | bigint | null>>;

/** What is copied of a source. */
export const SOURCE_COLUMNS = { type: 'text', facts: 'json', created_at: 'time' } as const satisfies Columns;

/** What is copied of a run besides its id, its source and the run it is compared with. */
export const RUN_COLUMNS = {
  status: 'text',
  outcome: 'text',
  message: 'text',
  facts: 'json',
  filter: 'json',
  started_at: 'time',
  ended_at: 'time',
  added: 'integer',
  closed: 'integer',
  unchanged: 'integer',
  cost: 'json',
  state: 'json',
} as const satisfies Columns;

/** What is copied of an annotation besides its source. */
export const ANNOTATION_COLUMNS = {
  ...{ kind: 'text', object_id: 'text', name: 'text', field: 'text', value: 'text', author: 'text' },
  ...{ set_at: 'time', cleared_by: 'text', cleared_at: 'time' },
} as const satisfies Columns;

/** The tables whose rows belong to a run, and what is copied of them. */
export const RUN_TABLES = {
  run_ledger: {
    ...{ kind: 'text', schema_name: 'text', counted: 'integer', extracted: 'integer' },
    ...{ unchanged: 'integer', filtered: 'integer', denied: 'integer', failed: 'integer' },
  },
  run_gap: {
    ...{ gap_number: 'integer', kind: 'text', schema_name: 'text', object_name: 'text', status: 'text' },
    ...{ sql_state: 'text', reason: 'text', remedy: 'text', objects: 'integer' },
  },
  run_moved: {
    ...{ partition_id: 'text', reading: 'integer', kind: 'text', schema_name: 'text' },
    ...{ object_name: 'text', change: 'text' },
  },
  landing_step: {
    ...{ partition_id: 'text', epoch: 'integer', reading: 'integer', landed: 'json', landed_at: 'time' },
  },
  step_report: {
    ...{ partition_id: 'text', stage: 'text', reading: 'integer', epoch: 'integer', report: 'json' },
  },
  run_artifact: { artifact_id: 'text' },
} as const satisfies Readonly<Record<string, Columns>>;

export type RunTable = keyof typeof RUN_TABLES;

export const RUN_TABLE_NAMES = Object.keys(RUN_TABLES) as readonly RunTable[];

/** The shape in which versions that a run added are copied. */
export function versionSchema(kind: Kind): BatchSchema {
  const { version, columns } = catalogSchema(kind);
  return {
    kind,
    version,
    columns: [...columns, required('partition_id', 'text', 'Partition it was read in.')],
  };
}

/** The shape in which changes of versions that were there before are copied. */
export function changeSchema(kind: Kind): BatchSchema {
  const columns = [
    required('object_id', 'text', 'The object.'),
    required('from_run_id', 'text', 'Id of the run that added the version.'),
    required('partition_id', 'text', 'Partition it was read in.'),
    ...physicalColumns(kind),
  ];
  return { kind, version: 1, columns };
}

/** A digest for each kind of which a run added, or closed, versions. Equal digests of all runs: equal histories. */
export interface RunDigest {
  readonly added: Readonly<Partial<Record<Kind, string>>>;
  readonly closed: Readonly<Partial<Record<Kind, string>>>;
}

/** All of a run, to be taken by `importRun`. */
export interface RunCopy {
  readonly runId: string;
  readonly connection: string;
  readonly source: CatalogRow;
  readonly run: CatalogRow;
  /** The run it was compared with. */
  readonly baseRunId: string | null;
  readonly tables: ReadonlyMap<RunTable, readonly CatalogRow[]>;
  readonly digest: RunDigest;
  /** The versions that the run added, as `versionSchema`. */
  added(kind: Kind): AsyncIterable<ColumnBatch>;
  /** Those that it closed, as `changeSchema`. */
  closed(kind: Kind): AsyncIterable<ColumnBatch>;
  /** Those of earlier runs that are current, as `changeSchema`: runs change their partition and physical columns. */
  current(kind: Kind): AsyncIterable<ColumnBatch>;
}

/** What is compared of a run before it is copied. */
export type RunSummary = Pick<RunRecord, 'runId' | 'connection' | 'status' | 'startedAt' | 'endedAt'> & {
  /** Versions that the run added; null unless published. */
  readonly added: number | null;
};

/** Both sides of copying a catalog. */
export interface CatalogTransfer {
  /** Every run, in the order in which they began. */
  listForTransfer(): Promise<RunSummary[]>;
  /** Throws `invalid_input` when there is no such run. */
  exportRun(runId: string): Promise<RunCopy>;
  /**
   * Takes a run that has ended, in one transaction; `refresh` when earlier runs were copied at another time. Throws
   * `fenced` when the run it is compared with is not the published one here, and `incomplete` when what was written does
   * not have the digests of what was read; then nothing remains.
   */
  importRun(copy: RunCopy, options: { readonly refresh: boolean }): Promise<void>;
  /** The hash that is registered of each of these artifacts that is registered. */
  registeredHashes(artifactIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Registers artifacts as they were registered elsewhere, in their order; the ids are this registry's own. */
  importArtifacts(artifacts: readonly Omit<RegisteredArtifact, 'id'>[]): Promise<void>;
  /** Everything that was ever said of a connection's objects, as `ANNOTATION_COLUMNS`, in that order. */
  exportAnnotations(connection: string): Promise<CatalogRow[]>;
  /**
   * Takes annotations of a connection that has runs here, where nothing else is said already; ends those of which `ended`
   * has the text and the end. Returns how many it took.
   */
  importAnnotations(
    connection: string,
    added: readonly CatalogRow[],
    ended: readonly CatalogRow[],
  ): Promise<number>;
}
