import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3StoreConfig } from './config.js';
import { MAX_ATTEMPTS, patientRetryStrategy } from './retry-strategy.js';

const CONNECT_TIMEOUT_MS = 5000;
/** Silence after which a request is given up. */
const SOCKET_TIMEOUT_MS = 60_000;
export const DEFAULT_REGION = 'us-east-1';

const ignore = (): void => undefined;

/** How the token of a session travels: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
const TOKEN_HEADER = 'x-amz-security-token';

/**
 * A client of the configured server; it connects when it is first used. `onToken` is told of the tokens that it sends, which
 * the SDK finds by itself: a server's answer may quote them.
 */
export function createS3Client(config: S3StoreConfig, onToken: (token: string) => void = ignore): S3Client {
  const { endpoint, access_key_id: accessKeyId, secret_access_key: secretAccessKey } = config;
  const settings: S3ClientConfig = {
    region: config.region ?? DEFAULT_REGION,
    forcePathStyle: config.force_path_style ?? endpoint !== undefined,
    maxAttempts: MAX_ATTEMPTS,
    retryStrategy: patientRetryStrategy(),
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS },
    // What fails is thrown; the SDK would also write to the console.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // Content is checked against its SHA-256 (read-object.ts), of one part or of many; the SDK knows only some of S3's.
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
  const client = new S3Client(settings);
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers = {} } = args.request as { headers?: Record<string, string> };
      const token = headers[TOKEN_HEADER];
      if (token !== undefined) onToken(token);
      return next(args);
    },
    // The last one before the request is sent: the one that signs has come before.
    { step: 'deserialize', name: 'tellToken', priority: 'low' },
  );
  return client;
}
