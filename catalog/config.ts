import { z } from 'zod';
import { postgresCatalogConfigSchema } from './postgres/config.js';

/** The configuration of any catalog provider, told apart by `provider`. */
export const catalogConfigSchema = z.discriminatedUnion('provider', [postgresCatalogConfigSchema]);

export type CatalogConfig = z.infer<typeof catalogConfigSchema>;
