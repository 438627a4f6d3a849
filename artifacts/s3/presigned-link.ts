import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

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

/** Of the SDK's own; whoever follows a link does not send them. */
const HEADERS_NOT_SIGNED = ['user-agent', 'x-amz-user-agent', 'x-amz-checksum-mode'];

/** A link by which anybody can fetch an object for some time, signed with the client's credentials; S3 is not asked. */
export async function presignedLink(
  client: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  expiresInSeconds: number,
): Promise<string> {
  const command = new GetObjectCommand(object);
  let link = '';
  // The request as the SDK builds it, with the bucket and the key where they belong, is signed instead of sent.
  command.middlewareStack.add(
    () =>
      async ({ request }) => {
        const { headers } = request as { headers: Record<string, string> };
        for (const name of HEADERS_NOT_SIGNED) Reflect.deleteProperty(headers, name);
        const signer = (await client.config.signer()) as unknown as Presigner<typeof request>;
        link = urlOf(await signer.presign(request, { expiresIn: expiresInSeconds }));
        return { output: { $metadata: {} }, response: {} };
      },
    { step: 'build', priority: 'low', name: 'presign' },
  );
  await client.send(command);
  return link;
}

function urlOf({ protocol, hostname, port, path, query = {} }: SignedRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}
