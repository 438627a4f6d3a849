import { z } from 'zod';

/** One PostgreSQL connection to extract from, as it is configured under `connections.<name>`. */
export const postgresConnectionSchema = z.strictObject({
  url: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user@host:5432/database')
    .describe(
      'postgres://user:password@host:5432/database, with ?sslmode= and ?sslrootcert= as libpq has them.',
    )
    .meta({ secret: true }),
  password: z
    .string()
    .optional()
    .describe('Password of the role, in place of one in the URL.')
    .meta({ secret: true }),
  ssl_root_cert: z
    .string()
    .optional()
    .describe('File of the certificate authority that signed the server certificate.'),
  max_sessions: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('Sessions open on the source at once, whatever the number of activities and of workers.'),
  connect_timeout_ms: z
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(2000)
    .describe('Time to connect before the source counts as unreachable, in milliseconds.'),
  statement_timeout_ms: z
    .number()
    .int()
    .min(1000)
    .default(300_000)
    .describe('Time one catalog query may take at the server, in milliseconds.'),
  lock_timeout_ms: z
    .number()
    .int()
    .min(100)
    .default(2000)
    .describe('Time a query waits for a lock at the server, in milliseconds.'),
});

export type PostgresConnectionConfig = z.infer<typeof postgresConnectionSchema>;
