import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** A multipart upload that was begun: its parts take room until it is completed or aborted. */
export interface UnfinishedUpload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** Uploads under a prefix of a bucket's keys that began before a time and have not ended. */
export async function* unfinishedUploads(
  client: S3Client,
  bucket: string,
  prefix: string,
  before: Date,
): AsyncGenerator<UnfinishedUpload, void, undefined> {
  const query: ListMultipartUploadsCommandInput = { Bucket: bucket, Prefix: prefix };
  for (;;) {
    const page = await client.send(new ListMultipartUploadsCommand(query));
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined || Initiated === undefined) continue;
      if (Initiated < before) yield { Bucket: bucket, Key, UploadId };
    }
    if (page.IsTruncated !== true) return;
    query.KeyMarker = page.NextKeyMarker;
    query.UploadIdMarker = page.NextUploadIdMarker;
  }
}

/** Ends an upload and removes its parts; one that has ended meanwhile is left as it is. */
export async function abortUpload(client: S3Client, upload: UnfinishedUpload): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand({ ...upload }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NoSuchUpload')) throw error;
  }
}
