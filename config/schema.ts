import { z } from 'zod';
import { publicationConfigSchema } from './publication.js';
import { localStoreConfigSchema } from '../artifacts/local/config.js';
import { s3StoreConfigSchema } from '../artifacts/s3/config.js';
import { catalogConfigSchema } from '../catalog/config.js';
import { diffConfigSchema } from '../diff/config.js';
import { objectFilterSchema } from '../filters/config.js';
import { lintConfigSchema } from '../lint/config.js';
import { encryptionConfigSchema } from '../payloads/config.js';
import { postgresConnectionSchema } from '../sources/postgres/config.js';

const port = (engine: string) =>
  z.int().min(1).max(65_535).optional().describe(`Port of the embedded ${engine}; a free one unless given.`);

const file = (description: string) => z.string().min(1).optional().describe(description);

const temporalSchema = z.strictObject({
  address: z
    .string()
    .regex(/^[^\s/]+:\d+$/, 'host:port')
    .default('127.0.0.1:7233')
    .describe('host:port of the Temporal frontend.'),
  namespace: z.string().min(1).default('default').describe('Temporal namespace of the workflows.'),
  ui_url: z.url().optional().describe('Address of the Temporal UI, for links to runs.'),
  tls: z.boolean().default(false).describe('Whether the connection to Temporal is encrypted.'),
  tls_ca_file: file(
    "PEM file of the authority that signed the server's certificate; the system's unless given.",
  ),
  tls_cert_file: file('PEM file of the client certificate, for mutual TLS.'),
  tls_key_file: file("PEM file of the client certificate's key."),
  tls_server_name: z.string().optional().describe("Name expected in the server's certificate."),
  api_key: z.string().min(1).optional().meta({ description: 'Temporal Cloud API key.', secret: true }),
  encryption: encryptionConfigSchema.prefault({}),
});

const parquetSchema = z.strictObject({
  codec: z
    .enum(['hyparquet', 'parquetjs-lite'])
    .default('hyparquet')
    .describe('The library that writes Parquet; every codec reads what the others wrote.'),
});

const secretsSchema = z.strictObject({
  key: z.string().optional().meta({
    description:
      'Key that encrypts the passwords of stored connections, 32 bytes in base64 (`openssl rand -base64 32`).',
    secret: true,
  }),
  key_file: file('File that holds the key; made on first use, readable by its owner only.'),
});

const workerSchema = z.strictObject({
  max_concurrent_activities: z
    .int()
    .min(1)
    .max(500)
    .default(8)
    .describe('Activities one worker runs at a time, per task queue.'),
  max_concurrent_workflow_tasks: z
    .int()
    .min(2)
    .max(1000)
    .default(16)
    .describe('Workflow tasks one worker runs at a time.'),
  max_cached_workflows: z
    .int()
    .min(2)
    .max(10_000)
    .default(100)
    .describe('Workflows a worker keeps in memory between their tasks.'),
  stalled_after_ms: z
    .int()
    .min(1000)
    .max(1_500_000)
    .default(600_000)
    .describe(
      'Milliseconds after which a step in which nothing moves is ended and tried again; one that waits for a source, after its statement_timeout_ms and 10 s.',
    ),
  shutdown_grace_ms: z
    .int()
    .min(0)
    .max(600_000)
    .default(10_000)
    .describe('Milliseconds activities have to end by themselves when a worker stops.'),
  shutdown_force_ms: z
    .int()
    .min(1000)
    .max(900_000)
    .default(20_000)
    .describe('Milliseconds after which a stopping worker ends, whatever still runs.'),
});

const stackSchema = z.strictObject({
  postgres_port: port('PostgreSQL'),
  temporal_port: port('Temporal server'),
  temporal_ui_port: port('Temporal UI'),
  s3_port: port('S3 server'),
});

/** A connection's name: it is part of workflow ids and of environment variables' names. */
const connectionName = z
  .string()
  .regex(
    /^(?!conn-)[a-z0-9][a-z0-9_-]{0,62}$/,
    'lowercase letters, digits, _ and -, not starting with conn-',
  );

/** The whole configuration. Keys are lowercase snake_case everywhere: in files, in the environment and here. */
export const configSchema = z.strictObject({
  data_directory: z
    .string()
    .min(1)
    .default('.sourcesense')
    .describe('Folder of everything SourceSense keeps on this machine.'),
  temporal: temporalSchema.prefault({}),
  catalog: catalogConfigSchema,
  artifacts: z.discriminatedUnion('store', [localStoreConfigSchema, s3StoreConfigSchema]),
  parquet: parquetSchema.prefault({}),
  connections: z
    .record(connectionName, postgresConnectionSchema.extend({ filter: objectFilterSchema.optional() }))
    .default({}),
  secrets: secretsSchema.prefault({}),
  worker: workerSchema.prefault({}),
  publication: publicationConfigSchema.prefault({}),
  lint: lintConfigSchema.prefault({}),
  diff: diffConfigSchema.prefault({}),
  stack: stackSchema.prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('Least severe log line that is written, to standard error.'),
    })
    .prefault({}),
});

export type SourceSenseConfig = z.infer<typeof configSchema>;
export type ConnectionConfig = SourceSenseConfig['connections'][string];
