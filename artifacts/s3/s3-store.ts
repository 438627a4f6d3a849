import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { SourceSenseError } from '../../contracts/failure.js';
import { abortable } from '../abortable.js';
import { spool } from '../spool.js';
import { ARTIFACTS_PREFIX } from '../keys.js';
import {
  type ArtifactStore,
  type ListedObject,
  missingObject,
  type PutOptions,
  staleBefore,
  type StoredObject,
} from '../store.js';
import type { S3StoreConfig } from './config.js';
import { missingBucket, s3Error, type S3Place, statusOf } from './s3-error.js';
import { abortUpload, unfinishedUploads } from './unfinished-uploads.js';
import { upload } from './upload.js';

/** Times the SDK sends a request; with its own backoff that is under 2 s, and the activity is retried besides. */
const MAX_ATTEMPTS = 3;
const CONNECT_TIMEOUT_MS = 5000;
/** Silence after which a request is given up. */
const SOCKET_TIMEOUT_MS = 60_000;
const DEFAULT_REGION = 'us-east-1';

/** Artifacts as objects of an S3 bucket; content is spooled first, so that its hash goes up with it. */
export class S3Store implements ArtifactStore {
  readonly name = 's3';
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #createBucket: boolean;
  readonly #place: S3Place;

  constructor(config: S3StoreConfig) {
    const { bucket, prefix, region = DEFAULT_REGION, endpoint, secret_access_key: secret } = config;
    this.#client = new S3Client(clientConfig(config));
    this.#bucket = bucket;
    this.#prefix = prefix === undefined ? '' : `${prefix}/`;
    this.#createBucket = config.create_bucket ?? false;
    this.#place = { bucket, endpoint: endpoint ?? region, secrets: secret === undefined ? [] : [secret] };
  }

  async put(key: string, content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredObject> {
    const { contentType, ifExists = 'keep', signal } = options;
    await using spooled = await spool(content, signal);
    const { sha256, sizeBytes } = spooled;
    const metadata = options.metadata?.() ?? {};
    const target = {
      ...this.#object(key),
      ContentType: contentType,
      Metadata: { ...metadata, sha256 },
      ...(ifExists === 'keep' ? { IfNoneMatch: '*' } : {}),
    };
    try {
      await upload(this.#client, target, spooled, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const there = isTaken(error) ? await this.head(key) : null;
      if (there !== null) return there;
      throw s3Error('put', this.#place, error);
    }
    return { key, uri: this.#uri(key), sizeBytes, sha256, metadata };
  }

  async head(key: string): Promise<StoredObject | null> {
    try {
      const answer = await this.#client.send(new HeadObjectCommand(this.#object(key)));
      const { sha256 = await this.#hash(key), ...metadata } = answer.Metadata ?? {};
      return { key, uri: this.#uri(key), sizeBytes: answer.ContentLength ?? 0, sha256, metadata };
    } catch (error) {
      if (error instanceof SourceSenseError) throw error;
      if (statusOf(error) === 404) return null;
      throw s3Error('head', this.#place, error);
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    signal?.throwIfAborted();
    try {
      const options = signal === undefined ? {} : { abortSignal: signal };
      const { Body } = await this.#client.send(new GetObjectCommand(this.#object(key)), options);
      if (Body !== undefined) yield* abortable(Body as AsyncIterable<Uint8Array>, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Error && error.name === 'NoSuchKey')
        throw missingObject(this.name, this.#uri(key));
      throw s3Error('get', this.#place, error);
    }
  }

  async *list(prefix: string): AsyncGenerator<ListedObject, void, undefined> {
    const query = { Bucket: this.#bucket, Prefix: this.#prefix + prefix };
    try {
      for await (const page of paginateListObjectsV2({ client: this.#client }, query)) {
        for (const {
          Key: key = '',
          Size: sizeBytes = 0,
          LastModified: storedAt = new Date(),
        } of page.Contents ?? [])
          yield { key: key.slice(this.#prefix.length), sizeBytes, storedAt };
      }
    } catch (error) {
      throw s3Error('list', this.#place, error);
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await this.#client.send(new DeleteObjectCommand(this.#object(key)));
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return;
      throw s3Error('delete', this.#place, error);
    }
  }

  async sweep(before: Date, { dryRun = false } = {}): Promise<number> {
    const uploads = unfinishedUploads(this.#client, this.#bucket, this.#prefix + ARTIFACTS_PREFIX, before);
    let found = 0;
    try {
      for await (const upload of uploads) {
        found++;
        if (!dryRun) await abortUpload(this.#client, upload);
      }
      return found;
    } catch (error) {
      throw s3Error('sweep', this.#place, error);
    }
  }

  async check(): Promise<void> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
    } catch (error) {
      if (statusOf(error) !== 404) throw s3Error('check', this.#place, error);
      if (!this.#createBucket) throw missingBucket(this.#place);
      await this.#makeBucket();
    }
    await this.#sweepStale();
    const probe = `.check/${randomUUID()}`;
    await this.put(probe, nothing(), { contentType: 'application/octet-stream' });
    await this.delete(probe);
  }

  close(): Promise<void> {
    this.#client.destroy();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #sweepStale(): Promise<void> {
    try {
      await this.sweep(staleBefore());
    } catch (error) {
      // Runs can do without: a policy may not allow it, and a server may not have it.
      if (!(error instanceof SourceSenseError && ['permission', 'unsupported'].includes(error.category)))
        throw error;
    }
  }

  async #makeBucket(): Promise<void> {
    try {
      await this.#client.send(new CreateBucketCommand({ Bucket: this.#bucket }));
    } catch (error) {
      // Another worker that starts at the same time was first.
      if (error instanceof Error && error.name === 'BucketAlreadyOwnedByYou') return;
      throw s3Error('check', this.#place, error);
    }
  }

  #object(key: string) {
    return { Bucket: this.#bucket, Key: this.#prefix + key };
  }

  #uri(key: string): string {
    return `s3://${this.#bucket}/${this.#prefix}${key}`;
  }

  /** For objects that somebody else put there. */
  async #hash(key: string): Promise<string> {
    await using content = await spool(this.get(key));
    return content.sha256;
  }
}

function clientConfig(config: S3StoreConfig): S3ClientConfig {
  const { endpoint, access_key_id: accessKeyId, secret_access_key: secretAccessKey } = config;
  return {
    region: config.region ?? DEFAULT_REGION,
    forcePathStyle: config.force_path_style ?? endpoint !== undefined,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
}

/** 412: the key is taken. 409: somebody else is putting it right now. */
function isTaken(error: unknown): boolean {
  return [409, 412].includes(statusOf(error) ?? 0);
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield* await Promise.resolve([]);
}
