import { SourceSenseError } from '../contracts/failure.js';

/**
 * Where artifacts are kept. Stores hold whole, immutable objects under `/`-separated keys; the first write of a key
 * wins, since a key is a pure function of what it holds.
 */

/**
 * Facts kept beside an object; keys are lowercase with `-`, values printable ASCII (what S3 metadata allows). Stores
 * add `sha256` by themselves, and hand it out as a field of the object.
 */
export type ObjectMetadata = Readonly<Record<string, string>>;

export interface StoredObject {
  readonly key: string;
  /** `file:///...` or `s3://bucket/key`. */
  readonly uri: string;
  readonly sizeBytes: number;
  /** Lowercase hexadecimal SHA-256 of the content. */
  readonly sha256: string;
  readonly metadata: ObjectMetadata;
}

/** An object as a listing shows it. */
export interface ListedObject extends Pick<StoredObject, 'key' | 'sizeBytes'> {
  /** When its content was written, by the clock of the store. */
  readonly storedAt: Date;
}

/** What a producer knows once the last byte is out; it is stored as metadata beside the object. */
export interface PutOptions {
  readonly contentType: string;
  /** Called when the content ended, so that counts made while streaming can be kept too. */
  readonly metadata?: () => ObjectMetadata;
  /** What to do when the key is taken: `keep` (the default) returns what is there, `replace` puts this in its place. */
  readonly ifExists?: 'keep' | 'replace';
  /** Stops the write, which throws the signal's reason; nothing is left behind. */
  readonly signal?: AbortSignal;
}

/** Where an object can be fetched without credentials. */
export interface ObjectLink {
  readonly url: string;
  /** Null where the link is good as long as the object is there. */
  readonly expiresAt: Date | null;
}

/** What deleting an object did. */
export interface Deletion {
  /** Whether its bytes stay as an earlier version. */
  readonly keptAsVersion: boolean;
}

/** A store; `await using` closes it. */
export interface ArtifactStore extends AsyncDisposable {
  /** Short name for messages: `local`, `s3`. */
  readonly name: string;
  /**
   * Stores what `content` yields, all of it or nothing, hashing while it streams. Returns once it is durable.
   * Throws `SourceSenseError` of category `store_unavailable`, or what `content` threw.
   */
  put(key: string, content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredObject>;
  /** The object's facts, or null when there is none. */
  head(key: string): Promise<StoredObject | null>;
  /**
   * Streams the content. Throws category `artifact_corrupt` when there is no such key or, at the end, when the bytes do
   * not have the SHA-256 that they were put with.
   */
  get(key: string, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Objects whose keys start with the prefix, in the order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /**
   * Removes an object; none being there is no error. In a store that keeps versions of objects the bytes stay as an
   * earlier version, which is for the store's own rules to remove.
   */
  delete(key: string): Promise<Deletion>;
  /**
   * A link by which the object can be fetched for some time without credentials. Whether there is such an object is not
   * looked up.
   */
  link(key: string, expiresInMs: number): Promise<ObjectLink>;
  /**
   * Removes what is left of writes that began before a time and never ended, because their process was killed;
   * `dryRun` only counts it. Returns how many such writes there are.
   */
  sweep(before: Date, options?: { readonly dryRun?: boolean }): Promise<number>;
  /** The file of a key, where objects are files of this machine: it can be read without fetching a copy. */
  localPath?(key: string): string;
  /** Throws when the store can't be written to, saying what to do; sweeps what is older than a day. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

/** No write takes a day: what is left of one that began before this was left by a process that was killed. */
export function staleBefore(): Date {
  return new Date(Date.now() - STALE_AFTER_MS);
}

/** What `get` throws at the end of content that is not what was put. */
export function alteredObject(
  uri: string,
  found: Pick<StoredObject, 'sizeBytes' | 'sha256'>,
  expectedSha256: string,
): SourceSenseError {
  return new SourceSenseError(
    'artifact_corrupt',
    `Artifact does not hold what was stored [uri=${uri}, bytes=${found.sizeBytes}, sha256=${found.sha256}, stored=${expectedSha256}].`,
    { remedy: 'Find out what changed it, and extract again.' },
  );
}

/** What `get` throws for a key that holds nothing. */
export function missingObject(store: string, uri: string): SourceSenseError {
  return new SourceSenseError('artifact_corrupt', `Artifact is missing [store=${store}, uri=${uri}].`, {
    remedy: 'Extract again; artifacts are made anew by a new run.',
  });
}
