import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { SourceSenseError } from '../../contracts/failure.js';
import { abortable } from '../abortable.js';
import { alteredObject } from '../store.js';
import { statusOf } from './s3-error.js';

/** Times in a row that a broken download is gone on with; the SDK retries requests, but not what breaks afterwards. */
const RESUMPTIONS = 3;
const RETRY_DELAY_MS = 200;

interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Streams an object. A download that breaks is gone on with where it broke; the bytes are checked against the SHA-256
 * kept with the object. Throws what the SDK throws, the signal's reason, `conflict` when the object was replaced
 * while it was read, or, once all bytes are out, `artifact_corrupt` when they are not those that were put.
 */
export async function* readObject(
  client: S3Client,
  object: S3Object,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  const first = await request(client, object, signal);
  const { ContentLength: sizeBytes = Infinity, ETag: etag, Metadata: metadata = {} } = first;
  let answer = first;
  let offset = 0;
  for (let failures = 0; ;) {
    try {
      for await (const chunk of abortable(answer.Body as AsyncIterable<Uint8Array>, signal)) {
        hash.update(chunk);
        offset += chunk.length;
        failures = 0;
        yield chunk;
      }
      break;
    } catch (error) {
      signal?.throwIfAborted();
      if (offset >= sizeBytes) break;
      if (++failures > RESUMPTIONS) throw error;
      await sleep(RETRY_DELAY_MS * failures, undefined, signal === undefined ? {} : { signal });
    }
    answer = await resume(client, { ...object, Range: `bytes=${offset}-`, IfMatch: etag }, signal);
  }
  const sha256 = hash.digest('hex');
  const expected = metadata['sha256'];
  if (expected !== undefined && expected !== sha256) {
    throw alteredObject(uriOf(object), { sizeBytes: offset, sha256 }, expected);
  }
}

function request(
  client: S3Client,
  input: S3Object,
  signal: AbortSignal | undefined,
): Promise<GetObjectCommandOutput> {
  return client.send(new GetObjectCommand(input), signal === undefined ? {} : { abortSignal: signal });
}

async function resume(
  client: S3Client,
  input: S3Object & { readonly Range: string; readonly IfMatch: string | undefined },
  signal: AbortSignal | undefined,
): Promise<GetObjectCommandOutput> {
  try {
    return await request(client, input, signal);
  } catch (error) {
    if (statusOf(error) !== 412) throw error;
    throw new SourceSenseError('conflict', `Artifact was replaced while it was read [uri=${uriOf(input)}].`, {
      cause: error,
    });
  }
}

const uriOf = ({ Bucket, Key }: S3Object) => `s3://${Bucket}/${Key}`;
