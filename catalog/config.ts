import { z } from 'zod';
import { postgresCatalogConfigSchema } from './postgres/config.js';
import { rdsAccessSchema } from './rds/config.js';
import { sqliteCatalogConfigSchema } from './sqlite/config.js';

const developmentConfigSchema = z.strictObject({
  provider: z.literal('development').describe('A SQLite file of this machine.'),
  ...sqliteCatalogConfigSchema.shape,
});

const enterpriseConfigSchema = z.strictObject({
  provider: z.literal('enterprise').describe('A PostgreSQL database.'),
  ...postgresCatalogConfigSchema.shape,
});

const cloudConfigSchema = z.strictObject({
  provider: z.literal('cloud').describe('A PostgreSQL database on Amazon RDS, by TLS; artifacts in S3.'),
  ...postgresCatalogConfigSchema.shape,
  ...rdsAccessSchema.shape,
});

/** The configuration of any catalog provider, told apart by `provider`. */
export const catalogConfigSchema = z.discriminatedUnion('provider', [
  developmentConfigSchema,
  enterpriseConfigSchema,
  cloudConfigSchema,
]);

export type CatalogConfig = z.infer<typeof catalogConfigSchema>;
