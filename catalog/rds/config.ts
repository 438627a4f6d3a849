import { z } from 'zod';

/** How a database on Amazon RDS is entered, as it is configured under `catalog` beside its URL. */
export const rdsAccessSchema = z.strictObject({
  auth: z
    .enum(['password', 'iam'])
    .default('password')
    .describe(
      'Whether the role enters with its password, or with IAM tokens signed by the credentials of the AWS SDK.',
    ),
  region: z
    .string()
    .min(1)
    .optional()
    .describe("AWS region of the database, for IAM tokens; the AWS SDK's own unless given."),
});

export type RdsAccessConfig = z.infer<typeof rdsAccessSchema> & {
  readonly url: string;
  readonly password?: string | undefined;
};
