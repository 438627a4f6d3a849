import { z } from 'zod';

/** The catalog in a PostgreSQL database, as it is configured under `catalog`. */
export const postgresCatalogConfigSchema = z.strictObject({
  provider: z.literal('postgres').default('postgres').describe('What keeps the catalog.'),
  url: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user@host:5432/database')
    .describe(
      'postgres://user:password@host:5432/database of the catalog, with ?sslmode= and ?sslrootcert= if need be. ' +
        'The role must own the database or have CREATE on it.',
    )
    .meta({ secret: true }),
  password: z
    .string()
    .optional()
    .describe('Password of the role, in place of one in the URL.')
    .meta({ secret: true }),
  create_database: z
    .boolean()
    .default(false)
    .describe('Whether to create the database when the server has none of that name.'),
  max_sessions: z
    .number()
    .int()
    .min(2)
    .max(100)
    .default(10)
    .describe('Sessions a process opens on the catalog at once.'),
  connect_timeout_ms: z
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(3000)
    .describe('Time to connect before the catalog counts as not answering, in milliseconds.'),
});

export type PostgresCatalogConfig = z.infer<typeof postgresCatalogConfigSchema>;
