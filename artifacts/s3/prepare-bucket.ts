import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { statusOf } from './s3-error.js';
import type { UploadTarget } from './upload.js';

/** Whether there is the bucket; made if need be where it may be made. Throws what the SDK throws. */
export async function findBucket(client: S3Client, bucket: string, mayMake: boolean): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    if (!mayMake) return false;
    await makeBucket(client, bucket);
  }
  return true;
}

async function makeBucket(client: S3Client, bucket: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    // Another worker that starts at the same time was first.
    if (!(error instanceof Error && error.name === 'BucketAlreadyOwnedByYou')) throw error;
  }
}

/**
 * Puts an object of no bytes, as artifacts are put, and removes it: for good, where the bucket keeps versions and the
 * policy allows it. Throws what the SDK throws.
 */
export async function tryToWrite(client: S3Client, { Key: prefix, ...target }: UploadTarget): Promise<void> {
  const probe = { Bucket: target.Bucket, Key: `${prefix}.check/${randomUUID()}` };
  const { VersionId } = await client.send(new PutObjectCommand({ ...target, ...probe, ContentLength: 0 }));
  try {
    await client.send(new DeleteObjectCommand({ ...probe, VersionId }));
  } catch (error) {
    if (VersionId === undefined || statusOf(error) !== 403) throw error;
    await client.send(new DeleteObjectCommand(probe));
  }
}
