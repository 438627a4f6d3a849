import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SourceSenseError } from '../../contracts/failure.js';
import type { ObjectLink } from '../store.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;

/** What the SDK's signer is besides what its type says: https://github.com/aws/aws-sdk-js-v3 (s3-request-presigner). */
interface Presigner<R> {
  presign(request: R, options: { readonly expiresIn: number }): Promise<SignedRequest>;
}

interface SignedRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
}

/**
 * A link by which anybody can fetch an object for some time, signed with the client's credentials; S3 is not asked. It
 * ends with those credentials where they are a session's. Throws `invalid_input` for more than the 7 days that S3 allows.
 */
export async function presignedLink(
  client: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  expiresInMs: number,
): Promise<ObjectLink> {
  if (expiresInMs > LONGEST_MS) {
    throw new SourceSenseError('invalid_input', 'A link to an object in S3 is good for 7 days at most.');
  }
  const expiresIn = Math.max(1, Math.floor(expiresInMs / 1000));
  const expiresAt = new Date(Date.now() + expiresIn * 1000);
  const command = new GetObjectCommand(object);
  let url = '';
  // The request as the SDK builds it, with the bucket and the key where they belong, is signed instead of sent.
  command.middlewareStack.add(
    () =>
      async ({ request }) => {
        const signed = request as { headers: Record<string, string> };
        // Whoever follows the link sends none of the SDK's own headers.
        signed.headers = { host: signed.headers['host'] ?? '', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
        const signer = (await client.config.signer()) as unknown as Presigner<typeof request>;
        url = urlOf(await signer.presign(request, { expiresIn }));
        return { output: { $metadata: {} }, response: {} };
      },
    { step: 'build', priority: 'low', name: 'presign' },
  );
  await client.send(command);
  return { url, expiresAt };
}

function urlOf({ protocol, hostname, port, path, query = {} }: SignedRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}
