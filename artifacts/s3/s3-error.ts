import { type FailureCategory, messageOf, SourceSenseError } from '../../contracts/failure.js';

/** What messages name: never a key or a secret. */
export interface S3Place {
  readonly bucket: string;
  /** Address of the server, or the region of Amazon's own. */
  readonly endpoint: string;
  /** Texts that no message may hold; grows with the tokens of sessions. */
  readonly secrets: ReadonlySet<string>;
}

interface Diagnosis {
  readonly category: FailureCategory;
  readonly remedy: string;
}

const MISSING_BUCKET: Diagnosis = {
  category: 'invalid_input',
  remedy: 'Make the bucket, name another one, or set create_bucket: true.',
};
const WRONG_REGION: Diagnosis = {
  category: 'invalid_input',
  remedy: "Set the region and the endpoint to the bucket's own.",
};
const FORBIDDEN: Diagnosis = {
  category: 'permission',
  remedy:
    'Check the access key, and that its policy allows reading, writing, listing and deleting in the bucket, and using the KMS key if there is one.',
};
const EXPIRED: Diagnosis = {
  category: 'permission',
  remedy: 'Renew the session that the access key belongs to.',
};
const WRONG_CLOCK: Diagnosis = {
  category: 'permission',
  remedy: 'Set the clock of this machine: S3 accepts requests of the last 15 minutes only.',
};
const UNSUITABLE: Diagnosis = {
  category: 'invalid_input',
  remedy: 'Change the key, the storage class or the encryption that the message names.',
};
const NOT_IMPLEMENTED: Diagnosis = {
  category: 'unsupported',
  remedy: 'Use a server that has this part of the S3 protocol.',
};
const UNAVAILABLE: Diagnosis = {
  category: 'store_unavailable',
  remedy: 'Check that the server is up and the endpoint is right; the step is tried again.',
};

/** By the name of S3's or the SDK's error; by status where the name says nothing, as for HEAD requests. */
const BY_NAME: Readonly<Record<string, Diagnosis>> = {
  NoSuchBucket: MISSING_BUCKET,
  PermanentRedirect: WRONG_REGION,
  AuthorizationHeaderMalformed: WRONG_REGION,
  CredentialsProviderError: FORBIDDEN,
  ExpiredToken: EXPIRED,
  RequestTimeTooSkewed: WRONG_CLOCK,
  KeyTooLongError: UNSUITABLE,
  MetadataTooLarge: UNSUITABLE,
  InvalidStorageClass: UNSUITABLE,
  'KMS.NotFoundException': UNSUITABLE,
  'KMS.DisabledException': UNSUITABLE,
  'KMS.KMSInvalidStateException': UNSUITABLE,
  NotImplemented: NOT_IMPLEMENTED,
};

/** The status of S3's answer; undefined when there was none, as when the network failed. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  return (error.$metadata as { httpStatusCode?: number }).httpStatusCode;
}

/** An error of the SDK as ours. What is neither forbidden nor misconfigured may pass: network, throttling, 5xx. */
export function s3Error(operation: string, place: S3Place, error: unknown): SourceSenseError {
  const name = error instanceof Error ? error.name : '';
  const status = statusOf(error);
  const byStatus = status === 403 ? FORBIDDEN : status === 301 ? WRONG_REGION : UNAVAILABLE;
  const { category, remedy } = BY_NAME[name] ?? byStatus;
  const answer = status === undefined ? name : `${name} ${status}`;
  return new SourceSenseError(
    category,
    `S3 ${operation} failed [bucket=${place.bucket}, endpoint=${place.endpoint}, answer=${answer}]: ${messageOf(error)}.`,
    { cause: error, remedy, secrets: [...place.secrets] },
  );
}

/** The error of a bucket that is not there, where S3's own answer does not name it. */
export function missingBucket(place: S3Place): SourceSenseError {
  return new SourceSenseError(
    MISSING_BUCKET.category,
    `There is no S3 bucket ${place.bucket} [endpoint=${place.endpoint}].`,
    { remedy: MISSING_BUCKET.remedy },
  );
}
