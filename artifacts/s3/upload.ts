import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Spool } from '../spool.js';
import { statusOf } from './s3-error.js';
import { abortUpload, type UnfinishedUpload } from './unfinished-uploads.js';

/** Requirement C5: objects above 100 MB go up in parts of 50 MB, each of which can be sent again by itself. */
const MULTIPART_FROM_BYTES = 100 * 1024 * 1024;
const PART_BYTES = 50 * 1024 * 1024;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MAX_PARTS = 10_000;

/** Times a stream is sent; the SDK sends again only what it holds in memory. */
const STREAM_ATTEMPTS = 3;
const RETRY_DELAY_MS = 200;

/** The object to put: its place and everything about it but the content. */
export type UploadTarget = Omit<PutObjectCommandInput, 'Body' | 'Bucket' | 'Key'> & {
  readonly Bucket: string;
  readonly Key: string;
};

/**
 * Uploads spooled content; throws what the SDK throws, or the signal's reason. No part of it is left on failure. Content
 * goes from the spool's file to the socket: of an object of 5 GB, `Upload` of @aws-sdk/lib-storage held parts of 270 MB
 * in memory, this holds a few MB (bench/artifact-stores.ts).
 */
export async function upload(
  client: S3Client,
  target: UploadTarget,
  spool: Spool,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  if (spool.sizeBytes > MULTIPART_FROM_BYTES) return uploadParts(client, target, spool, signal);
  const input = { ...target, ContentLength: spool.sizeBytes, ChecksumSHA256: base64(spool.sha256) };
  await sendAgain(
    () => spool.content(),
    signal,
    (Body) => client.send(new PutObjectCommand({ ...input, Body }), options(signal)),
  );
}

async function uploadParts(
  client: S3Client,
  target: UploadTarget,
  spool: Spool,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { IfNoneMatch, ...created } = target;
  const { Bucket, Key } = target;
  const begin = new CreateMultipartUploadCommand({ ...created, ChecksumAlgorithm: 'SHA256' });
  // Not cut short by the signal: an upload whose id never arrived could not be aborted.
  const { UploadId = '' } = await client.send(begin);
  const parts: CompletedPart[] = [];
  try {
    const partBytes = Math.max(PART_BYTES, Math.ceil(spool.sizeBytes / MAX_PARTS));
    for (let start = 0; start < spool.sizeBytes; start += partBytes) {
      const end = Math.min(start + partBytes, spool.sizeBytes);
      const part = { Bucket, Key, UploadId, PartNumber: parts.length + 1 };
      parts.push(await uploadPart(client, part, spool, start, end, signal));
    }
    signal?.throwIfAborted();
    const complete = { Bucket, Key, UploadId, MultipartUpload: { Parts: parts }, IfNoneMatch };
    await client.send(new CompleteMultipartUploadCommand(complete), options(signal));
  } catch (error) {
    // What went wrong says more than that the parts could not be removed; they are swept later.
    await abortUpload(client, { Bucket, Key, UploadId }).catch(() => undefined);
    signal?.throwIfAborted();
    throw error;
  }
}

async function uploadPart(
  client: S3Client,
  part: UnfinishedUpload & { readonly PartNumber: number },
  spool: Spool,
  start: number,
  end: number,
  signal: AbortSignal | undefined,
): Promise<CompletedPart> {
  // S3 compares it with what arrived; given beforehand, since a stream is read once.
  const ChecksumSHA256 = await hashOf(spool.content(start, end));
  const input = { ...part, ContentLength: end - start, ChecksumSHA256 };
  const { ETag } = await sendAgain(
    () => spool.content(start, end),
    signal,
    (Body) => client.send(new UploadPartCommand({ ...input, Body }), options(signal)),
  );
  return { PartNumber: part.PartNumber, ETag, ChecksumSHA256 };
}

/** Sends content, a bounded number of times, reading it anew for each attempt. */
async function sendAgain<T>(
  read: () => Uint8Array | Readable,
  signal: AbortSignal | undefined,
  send: (body: Uint8Array | Readable) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const body = read();
    try {
      return await send(body);
    } catch (error) {
      signal?.throwIfAborted();
      const status = statusOf(error) ?? 500;
      const isLast = attempt === STREAM_ATTEMPTS || !(body instanceof Readable);
      if (isLast || (status < 500 && status !== 429)) throw error;
      await sleep(RETRY_DELAY_MS * attempt);
    } finally {
      if (body instanceof Readable) body.destroy();
    }
  }
}

async function hashOf(content: Uint8Array | Readable): Promise<string> {
  const hash = createHash('sha256');
  if (content instanceof Readable) for await (const chunk of content) hash.update(chunk as Uint8Array);
  else hash.update(content);
  return hash.digest('base64');
}

const base64 = (hexadecimal: string) => Buffer.from(hexadecimal, 'hex').toString('base64');
const options = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { abortSignal: signal });
