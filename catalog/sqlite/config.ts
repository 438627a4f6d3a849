import { z } from 'zod';

/** A catalog in a SQLite file of this machine, as it is configured under `catalog`. */
export const sqliteCatalogConfigSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .default('.sourcesense/catalog.sqlite')
    .describe('SQLite file of the catalog; made when it is missing. Not on a network file system.'),
  busy_timeout_ms: z
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('Time to wait for other processes that write to the file, in milliseconds.'),
});

export type SqliteCatalogConfig = z.infer<typeof sqliteCatalogConfigSchema>;
