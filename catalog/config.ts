import { z } from 'zod';
import { postgresCatalogConfigSchema } from './postgres/config.js';

const enterpriseConfigSchema = z.strictObject({
  provider: z.literal('enterprise').describe('Versions and records are kept in a PostgreSQL database.'),
  ...postgresCatalogConfigSchema.shape,
});

/** The configuration of any catalog provider, told apart by `provider`. */
export const catalogConfigSchema = z.discriminatedUnion('provider', [enterpriseConfigSchema]);

export type CatalogConfig = z.infer<typeof catalogConfigSchema>;
