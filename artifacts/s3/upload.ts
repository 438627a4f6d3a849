import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { abortable } from '../abortable.js';
import type { Spool } from '../spool.js';
import { statusOf } from './s3-error.js';

/** Requirement C5: objects above 100 MB go up in parts of 50 MB, each of which can be sent again by itself. */
const MULTIPART_FROM_BYTES = 100 * 1024 * 1024;
const PART_BYTES = 50 * 1024 * 1024;
/** Parts held in memory at a time. */
const PARTS_IN_FLIGHT = 1;

/** Times a file is sent in one request; the SDK sends again only what it holds in memory. */
const STREAM_ATTEMPTS = 3;
const RETRY_DELAY_MS = 200;

/** Uploads spooled content; throws what the SDK throws, or the signal's reason. No part of it is left on failure. */
export async function upload(
  client: S3Client,
  target: Omit<PutObjectCommandInput, 'Body'>,
  spool: Spool,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const content = spool.content();
  if (!(content instanceof Readable)) {
    await putOnce(client, target, spool, content, signal);
  } else if (spool.sizeBytes > MULTIPART_FROM_BYTES) {
    await uploadParts(client, target, spool, content, signal);
  } else {
    await putStream(client, target, spool, content, signal);
  }
}

async function putOnce(
  client: S3Client,
  target: Omit<PutObjectCommandInput, 'Body'>,
  { sizeBytes, sha256 }: Spool,
  body: Uint8Array | Readable,
  signal: AbortSignal | undefined,
): Promise<void> {
  // S3 compares the checksum with what arrived.
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  const input = { ...target, Body: body, ContentLength: sizeBytes, ChecksumSHA256: checksum };
  await client.send(new PutObjectCommand(input), signal === undefined ? {} : { abortSignal: signal });
}

/** Reads the file anew for each attempt, as the SDK can't. */
async function putStream(
  client: S3Client,
  target: Omit<PutObjectCommandInput, 'Body'>,
  spool: Spool,
  first: Readable,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let attempt = 1, body: Uint8Array | Readable = first; ; attempt++, body = spool.content()) {
    try {
      await putOnce(client, target, spool, body, signal);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      const status = statusOf(error) ?? 500;
      if (attempt === STREAM_ATTEMPTS || (status < 500 && status !== 429)) throw error;
      await sleep(RETRY_DELAY_MS * attempt);
    } finally {
      if (body instanceof Readable) body.destroy();
    }
  }
}

/**
 * The signal ends the content rather than the upload, which would then return before it has removed its parts; so a
 * cancelled upload ends with the part in flight.
 */
async function uploadParts(
  client: S3Client,
  target: Omit<PutObjectCommandInput, 'Body'>,
  spool: Spool,
  content: Readable,
  signal: AbortSignal | undefined,
): Promise<void> {
  const body = Readable.from(abortable<Uint8Array>(content, signal), { objectMode: false });
  const params = { ...target, Body: body, ContentLength: spool.sizeBytes } as PutObjectCommandInput;
  const parts = new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_IN_FLIGHT });
  try {
    await parts.done();
  } finally {
    content.destroy();
  }
}
