import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3StoreConfig } from './config.js';
import { MAX_ATTEMPTS, patientRetryStrategy } from './retry-strategy.js';

const CONNECT_TIMEOUT_MS = 5000;
/** Silence after which a request is given up. */
const SOCKET_TIMEOUT_MS = 60_000;
export const DEFAULT_REGION = 'us-east-1';

const ignore = (): void => undefined;

/** A client of the configured server; it connects when it is first used. */
export function createS3Client(config: S3StoreConfig): S3Client {
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
  return new S3Client(settings);
}
