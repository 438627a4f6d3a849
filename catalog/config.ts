import { z } from 'zod';
import { postgresCatalogConfigSchema } from './postgres/config.js';
import { sqliteCatalogConfigSchema } from './sqlite/config.js';

const developmentConfigSchema = z.strictObject({
  provider: z.literal('development').describe('A SQLite file of this machine.'),
  ...sqliteCatalogConfigSchema.shape,
});

const enterpriseConfigSchema = z.strictObject({
  provider: z.literal('enterprise').describe('A PostgreSQL database.'),
  ...postgresCatalogConfigSchema.shape,
});

/** The configuration of any catalog provider, told apart by `provider`. */
export const catalogConfigSchema = z.discriminatedUnion('provider', [
  developmentConfigSchema,
  enterpriseConfigSchema,
]);

export type CatalogConfig = z.infer<typeof catalogConfigSchema>;
