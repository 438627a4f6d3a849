import { z } from 'zod';

/** Storage classes whose objects can be read at once; those that must be restored first hold nothing a run can use. */
const STORAGE_CLASSES = [
  'STANDARD',
  'INTELLIGENT_TIERING',
  'STANDARD_IA',
  'ONEZONE_IA',
  'GLACIER_IR',
  'REDUCED_REDUNDANCY',
] as const;

/** Artifacts in a bucket of Amazon S3 or of a server that speaks its protocol. */
export const s3StoreConfigSchema = z
  .strictObject({
    store: z.literal('s3').describe('Artifacts are objects in an S3 bucket.'),
    bucket: z.string().min(3).describe('Name of the bucket.'),
    prefix: z
      .string()
      .regex(/^[^/].*[^/]$|^[^/]$/, 'must not start or end with a slash')
      .optional()
      .describe('Start of all keys in the bucket, without the slash that follows it.'),
    region: z.string().min(1).default('us-east-1').describe('Region of the bucket.'),
    endpoint: z.url().optional().describe("Address of an S3-compatible server; Amazon's own unless given."),
    access_key_id: z
      .string()
      .optional()
      .describe(
        "Access key; without one the AWS SDK's own chain is used (environment, profile, instance role).",
      ),
    secret_access_key: z.string().optional().describe('Secret of the access key.').meta({ secret: true }),
    force_path_style: z
      .boolean()
      .optional()
      .describe('Whether the bucket goes into the path; unless given, it does when there is an endpoint.'),
    create_bucket: z.boolean().default(false).describe('Whether a missing bucket is made.'),
    storage_class: z
      .enum(STORAGE_CLASSES)
      .optional()
      .describe("Storage class of new objects; the server's default, STANDARD, unless given."),
    encryption: z
      .enum(['SSE-S3', 'SSE-KMS'])
      .optional()
      .describe('Encryption of new objects by the server; what the bucket is set to unless given.'),
    kms_key_id: z
      .string()
      .min(1)
      .optional()
      .describe("Id or ARN of the key of SSE-KMS; the account's own for S3 (aws/s3) unless given."),
  })
  .refine(({ encryption, kms_key_id: key }) => key === undefined || encryption === 'SSE-KMS', {
    path: ['kms_key_id'],
    message: 'left out unless encryption is SSE-KMS',
  });

export type S3StoreConfig = z.input<typeof s3StoreConfigSchema>;
