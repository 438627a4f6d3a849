import { z } from 'zod';

/** A catalog in a PostgreSQL database, as it is configured under `catalog`. */
export const postgresCatalogConfigSchema = z.strictObject({
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
  kept_sessions: z
    .int()
    .min(0)
    .max(100)
    .default(10)
    .describe('Sessions on the catalog that a process keeps once it has opened them.'),
  max_sessions: z
    .int()
    .min(2)
    .max(100)
    .default(30)
    .describe(
      'Sessions a process opens on the catalog at once; those beyond kept_sessions are closed when idle.',
    ),
  connect_timeout_ms: z
    .int()
    .min(100)
    .max(60_000)
    .default(3000)
    .describe('Time to connect before the catalog counts as not answering, in milliseconds.'),
});

export type PostgresCatalogConfig = z.infer<typeof postgresCatalogConfigSchema>;
