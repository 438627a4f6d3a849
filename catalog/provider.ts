import type { ArtifactRef } from '../contracts/artifact.js';
import type {
  Gap,
  LedgerLine,
  MovedObject,
  Outcome,
  RunMode,
  SchemaLedgerLine,
  SourceCost,
  SourceFacts,
} from '../contracts/extraction.js';
import type { Kind, KindRow } from '../contracts/kinds/index.js';
import type { AnnotationStore } from './annotations/annotations.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { ReadModel } from './reading/read-model.js';
import type { CatalogRetention } from './retention.js';
import type { RunComparison } from './run-comparison.js';
import type { RunLanding } from './run-landing.js';
import type { CatalogTransfer } from './transfer.js';
import type { ReadStoredBytes, Verification } from './verify-artifact.js';

export type * from './retention.js';
export type * from './run-comparison.js';
export type * from './run-landing.js';
export type * from './transfer.js';
export type * from './verify-artifact.js';

/** The catalog's providers, from a laptop to a cloud. */
export const PROVIDER_NAMES = ['development', 'enterprise', 'cloud'] as const;

export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** What is registered of an artifact. */
export interface ArtifactRegistration {
  /** Unique name of the artifact; the registry's key. */
  readonly artifactId: string;
  /** Where its content came from: `sourcesense://<connection>/<database>`. */
  readonly sourceUrl: string;
  /** What made it, with a version: `postgresql/raw@1`. */
  readonly resolver: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageUri: string;
  readonly runId: string;
}

export interface RegisteredArtifact extends ArtifactRegistration {
  /** The registry's own id: the same for every caller that registers this artifact. */
  readonly id: bigint;
  readonly registeredAt: Date;
}

/** Artifacts with the same bytes. */
export interface DuplicateContent {
  readonly sha256: string;
  /** Of each of them. */
  readonly sizeBytes: number;
  /** In the order of their ids. */
  readonly artifactIds: readonly string[];
}

/** An object of the artifact store, with the run that its key names. */
export interface StoredArtifact {
  readonly artifactId: string;
  readonly runId: string;
}

/**
 * What the catalog says of a stored artifact. `registered` and `running` (its run goes on, and registers it later) are
 * needed; `unclaimed` is left over of a run that has ended; of an `unknown_run` the catalog has no record: it was
 * removed, or the store is another catalog's too.
 */
export type ArtifactClaim = 'registered' | 'running' | 'unclaimed' | 'unknown_run';

/** The artifact registry: requirement C2. */
export interface ArtifactRegistry {
  /**
   * Registers, or returns what is registered under that id; idempotent and safe under concurrency. Registered again
   * with another content (a key made anew after its object was damaged), the newest counts and the id stays.
   */
  registerOrGet(artifact: ArtifactRegistration): Promise<RegisteredArtifact>;
  /** `registerOrGet` for many, in one statement; artifacts of other runs are what the run `usedBy` consists of too. */
  registerAll(artifacts: readonly ArtifactRegistration[], usedBy?: string): Promise<void>;
  getByArtifact(artifactId: string): Promise<RegisteredArtifact | null>;
  getBySha256(sha256: string): Promise<RegisteredArtifact[]>;
  /** Contents that are stored more than once, those first that take the most room besides their first copy. */
  findDuplicates(): Promise<DuplicateContent[]>;
  /** What a run made, and what it consists of besides that. */
  listByRun(runId: string): Promise<RegisteredArtifact[]>;
  /** Everything registered, a page at a time: those with an id above `id`, in the order of their ids. */
  listAfter(id: bigint, limit: number): Promise<RegisteredArtifact[]>;
  /** Hashes what is stored of an artifact and compares it with what is registered; null when it is not registered. */
  verify(artifactId: string, read: ReadStoredBytes, signal?: AbortSignal): Promise<Verification | null>;
  stats(): Promise<{ artifacts: number; sizeBytes: bigint; distinctContents: number }>;
  /**
   * Calls `use` with the claim on each artifact, in their order, while no run begins and nothing is registered: what
   * nobody claims can be removed until `use` returns. Runs that begin wait for it, so that it may take seconds only.
   */
  withClaims<T>(
    artifacts: readonly StoredArtifact[],
    use: (claims: readonly ArtifactClaim[]) => Promise<T>,
  ): Promise<T>;
}

export interface RunRecord {
  readonly runId: string;
  readonly runNumber: bigint;
  readonly connection: string;
  /** Of a `pruned` run nothing is kept but this record. */
  readonly status: 'running' | 'published' | 'failed' | 'cancelled' | 'pruned';
  readonly outcome: Outcome | null;
  readonly facts: SourceFacts | null;
  /** The filter in force: what it leaves out, the run has not seen. Null until the run knows it. */
  readonly filter: ObjectFilter | null;
  /** Null before it was decided. */
  readonly mode: RunMode | null;
  readonly message: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** An object as a run found it: its kind's columns, and where it stands in the catalog. */
export type CatalogObject<K extends Kind> = KindRow<K> & {
  readonly object_id: string;
  readonly parent_id: string | null;
};

/** What people read: runs and the current state. */
export interface CatalogReader {
  getRun(runId: string): Promise<RunRecord | null>;
  /** Latest first. */
  listRuns(limit: number): Promise<RunRecord[]>;
  /** Runs that are recorded as running, latest first. */
  listRunning(): Promise<RunRecord[]>;
  /** Names of all connections that a run was begun of, sorted. */
  listConnections(): Promise<string[]>;
  /** A line per kind. */
  getLedger(runId: string): Promise<LedgerLine[]>;
  /** A line per kind and schema. */
  getSchemaLedger(runId: string): Promise<SchemaLedgerLine[]>;
  getGaps(runId: string): Promise<Gap[]>;
  /** Objects that moved while the run read, in the order of their names. */
  getMoved(runId: string): Promise<MovedObject[]>;
  /** What a published run cost its source; null for any other. */
  getCost(runId: string): Promise<SourceCost | null>;
  /**
   * The objects of a kind as a published run left them, in batches, ordered by what identifies them; none for a run that
   * is not published. Those of which the run `except`, of the same source, found the very same version are left out.
   * Stopping early closes the session.
   */
  objectsOf<K extends Kind>(
    runId: string,
    kind: K,
    except?: string,
  ): AsyncIterable<readonly CatalogObject<K>[]>;
  /**
   * A digest per kind of the current objects of a source, run numbers and physical columns (oids) left out: equal
   * digests, equal catalogs. For tests and auditors; reads everything.
   */
  contentDigest(connection: string): Promise<Record<Kind, string>>;
}

/** A source connection kept in the catalog database, its secret encrypted. */
export interface StoredConnection {
  /** `conn-` and the start of a digest of its URL without the password, so that the same URL gets the same id. */
  readonly connectionId: string;
  /** The URL without its password. */
  readonly url: string;
  /** AES-256-GCM: key id, nonce, tag and ciphertext, base64, separated by dots. */
  readonly encryptedSecret: string;
}

export interface ConnectionStore {
  save(connection: StoredConnection): Promise<void>;
  get(connectionId: string): Promise<StoredConnection | null>;
  list(): Promise<StoredConnection[]>;
}

/** Everything the catalog offers, behind one protocol; `await using` closes it. */
export interface CatalogProvider
  extends
    ArtifactRegistry,
    RunLanding,
    CatalogReader,
    CatalogRetention,
    CatalogTransfer,
    RunComparison,
    AsyncDisposable {
  readonly name: ProviderName;
  readonly connections: ConnectionStore;
  /** What people say of objects. */
  readonly annotations: AnnotationStore;
  /** Listing, filtering, searching and looking at objects. */
  readonly reading: ReadModel;
  /** Applies outstanding migrations; refuses a database that is newer than this program. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Throws when the catalog can't be reached, saying what to do. */
  healthCheck(): Promise<{ serverVersion: string; migration: number }>;
}

/** The registration that an artifact reference stands for. */
export function registrationOf(ref: ArtifactRef, sourceUrl: string, resolver: string): ArtifactRegistration {
  return {
    artifactId: ref.key,
    sourceUrl,
    resolver,
    contentType: 'application/vnd.apache.parquet',
    sizeBytes: ref.sizeBytes,
    sha256: ref.sha256,
    storageUri: ref.uri,
    runId: ref.runId,
  };
}
