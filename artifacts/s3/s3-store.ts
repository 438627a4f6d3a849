import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SourceSenseError } from '../../contracts/failure.js';
import { ARTIFACTS_PREFIX } from '../keys.js';
import { spool } from '../spool.js';
import {
  type ArtifactStore,
  type Deletion,
  type ListedObject,
  missingObject,
  type ObjectLink,
  type PutOptions,
  staleBefore,
  type StoredObject,
} from '../store.js';
import { verifies } from '../verified-content.js';
import { createS3Client, DEFAULT_REGION } from './client.js';
import type { S3StoreConfig } from './config.js';
import { findBucket, tryToWrite } from './prepare-bucket.js';
import { presignedLink } from './presigned-link.js';
import { readObject } from './read-object.js';
import { missingBucket, s3Error, type S3Place, statusOf } from './s3-error.js';
import { abortUpload, unfinishedUploads } from './unfinished-uploads.js';
import { upload, type UploadTarget } from './upload.js';

const BAD_REQUEST = 400;
/** Times an object is put whose key others put, or delete, at the same moment. */
const CONFLICT_ATTEMPTS = 3;
const CONFLICT_DELAY_MS = 200;

const ENCRYPTION = { 'SSE-S3': 'AES256', 'SSE-KMS': 'aws:kms' } as const;

/** Artifacts as objects of an S3 bucket; content is spooled first, so that its hash goes up with it. */
export class S3Store implements ArtifactStore {
  readonly name = 's3';
  readonly #client: S3Client;
  readonly #config: S3StoreConfig;
  readonly #prefix: string;
  readonly #place: S3Place;

  constructor(config: S3StoreConfig) {
    const { bucket, prefix, region = DEFAULT_REGION, endpoint, secret_access_key: secret } = config;
    const secrets = new Set(secret === undefined ? [] : [secret]);
    this.#client = createS3Client(config, (token) => secrets.add(token));
    this.#config = config;
    this.#prefix = prefix === undefined ? '' : `${prefix}/`;
    this.#place = { bucket, endpoint: endpoint ?? region, secrets };
  }

  async put(key: string, content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredObject> {
    const { contentType, ifExists = 'keep', signal } = options;
    await using spooled = await spool(content, signal);
    const { sha256, sizeBytes } = spooled;
    const metadata = options.metadata?.() ?? {};
    const wanted: StoredObject = { key, uri: this.#uri(key), sizeBytes, sha256, metadata };
    const target = {
      ...this.#newObject(key),
      ContentType: contentType,
      Metadata: { ...metadata, sha256 },
    };
    let condition = ifExists === 'keep' ? { IfNoneMatch: '*' } : {};
    for (let attempt = 1; ; attempt++) {
      try {
        await upload(this.#client, { ...target, ...condition }, spooled, signal);
        return wanted;
      } catch (error) {
        signal?.throwIfAborted();
        const there = await this.#thereInstead(wanted, ifExists);
        if (there !== null) return there;
        if (attempt === CONFLICT_ATTEMPTS || !isConflict(error)) throw s3Error('put', this.#place, error);
        // Taken again, though nothing is there: versitygw 1.8 takes the mark of a deletion for an object.
        if (statusOf(error) === 412 && attempt === CONFLICT_ATTEMPTS - 1) condition = {};
        await sleep(CONFLICT_DELAY_MS * attempt);
      }
    }
  }

  async head(key: string): Promise<StoredObject | null> {
    try {
      const answer = await this.#client.send(new HeadObjectCommand(this.#object(key)));
      const { sha256 = await this.#hash(key), ...metadata } = answer.Metadata ?? {};
      return { key, uri: this.#uri(key), sizeBytes: answer.ContentLength ?? 0, sha256, metadata };
    } catch (error) {
      if (error instanceof SourceSenseError) throw error;
      if (statusOf(error) === 404) return null;
      throw s3Error('head', this.#place, await this.#explained(key, error));
    }
  }

  /** The answer to HEAD has no body that could name what is wrong, an expired token for one: the answer to GET has. */
  async #explained(key: string, error: unknown): Promise<unknown> {
    if (statusOf(error) !== BAD_REQUEST) return error;
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ ...this.#object(key), Range: 'bytes=0-0' }),
      );
      await Body?.transformToByteArray();
      return error;
    } catch (explained) {
      return explained;
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    signal?.throwIfAborted();
    try {
      yield* readObject(this.#client, this.#object(key), signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SourceSenseError) throw error;
      if (error instanceof Error && error.name === 'NoSuchKey') {
        throw missingObject(this.name, this.#uri(key));
      }
      throw s3Error('get', this.#place, error);
    }
  }

  async *list(prefix: string): AsyncGenerator<ListedObject, void, undefined> {
    // Encoded where the server can, since XML can't hold every character that a key may have.
    const query = {
      Bucket: this.#config.bucket,
      Prefix: this.#prefix + prefix,
      EncodingType: 'url',
    } as const;
    try {
      for await (const page of paginateListObjectsV2({ client: this.#client }, query)) {
        const decoded = page.EncodingType === 'url' ? decodeKey : (key: string) => key;
        for (const { Key = '', Size: sizeBytes = 0, LastModified: storedAt = new Date() } of page.Contents ??
          []) {
          yield { key: decoded(Key).slice(this.#prefix.length), sizeBytes, storedAt };
        }
      }
    } catch (error) {
      throw s3Error('list', this.#place, error);
    }
  }

  async delete(key: string): Promise<Deletion> {
    try {
      const answer = await this.#client.send(new DeleteObjectCommand(this.#object(key)));
      return { keptAsVersion: answer.DeleteMarker ?? false };
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return { keptAsVersion: false };
      throw s3Error('delete', this.#place, error);
    }
  }

  async link(key: string, expiresInMs: number): Promise<ObjectLink> {
    try {
      return await presignedLink(this.#client, this.#object(key), expiresInMs);
    } catch (error) {
      throw error instanceof SourceSenseError ? error : s3Error('link', this.#place, error);
    }
  }

  async sweep(before: Date, { dryRun = false } = {}): Promise<number> {
    const { bucket } = this.#config;
    let found = 0;
    try {
      const prefix = this.#prefix + ARTIFACTS_PREFIX;
      for await (const unfinished of unfinishedUploads(this.#client, bucket, prefix, before)) {
        found++;
        if (!dryRun) await abortUpload(this.#client, unfinished);
      }
      return found;
    } catch (error) {
      throw s3Error('sweep', this.#place, error);
    }
  }

  async check(): Promise<void> {
    const { bucket, create_bucket: mayMake = false } = this.#config;
    try {
      if (!(await findBucket(this.#client, bucket, mayMake))) throw missingBucket(this.#place);
      await tryToWrite(this.#client, this.#newObject(''));
    } catch (error) {
      throw error instanceof SourceSenseError ? error : s3Error('check', this.#place, error);
    }
    await this.#sweepStale();
  }

  close(): Promise<void> {
    this.#client.destroy();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Runs can do without: a policy may not allow it, and a server may not have it. */
  async #sweepStale(): Promise<void> {
    try {
      await this.sweep(staleBefore());
    } catch (error) {
      const { category } = error as SourceSenseError;
      if (category !== 'permission' && category !== 'unsupported') throw error;
    }
  }

  /**
   * What is in the place of an object whose write failed. It may be that very object: the write happened, and only its
   * answer was lost. In the place of another object it is known by its bytes.
   */
  async #thereInstead(wanted: StoredObject, ifExists: 'keep' | 'replace'): Promise<StoredObject | null> {
    // Why the write failed says more than why it can't be looked for.
    const there = await this.head(wanted.key).catch(() => null);
    if (there === null || ifExists === 'keep') return there;
    return isDeepStrictEqual(there, wanted) && (await verifies(this, wanted)) ? there : null;
  }

  #object(key: string) {
    return { Bucket: this.#config.bucket, Key: this.#prefix + key };
  }

  #newObject(key: string): UploadTarget {
    const { storage_class: StorageClass, encryption, kms_key_id: SSEKMSKeyId } = this.#config;
    return {
      ...this.#object(key),
      ...(StorageClass !== undefined && { StorageClass }),
      ...(encryption !== undefined && { ServerSideEncryption: ENCRYPTION[encryption] }),
      ...(SSEKMSKeyId !== undefined && { SSEKMSKeyId }),
    };
  }

  #uri(key: string): string {
    return `s3://${this.#config.bucket}/${this.#prefix}${key}`;
  }

  /** For objects that somebody else put there. */
  async #hash(key: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of this.get(key)) hash.update(chunk);
    return hash.digest('hex');
  }
}

/** 412: the key is taken. 409: somebody else puts or deletes it right now. */
function isConflict(error: unknown): boolean {
  return [409, 412].includes(statusOf(error) ?? 0);
}

/** A key as listings of encoding type `url` have it: like a form's field, a space being a plus. */
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}
