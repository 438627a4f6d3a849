import { z } from 'zod';

/** Artifacts in a bucket of Amazon S3 or of a server that speaks its protocol. */
export const s3StoreConfigSchema = z.strictObject({
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
});

export type S3StoreConfig = z.input<typeof s3StoreConfigSchema>;
