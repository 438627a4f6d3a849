import type { Socket } from 'node:net';
import pg from 'pg';
import type { SourceFacts } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { PostgresConnectionConfig } from './config.js';
import type { SessionOptions } from './connection-options.js';
import { identifyOtherServer } from './identify-server.js';
import { OLDEST_SUPPORTED_MAJOR, type PostgresQueries, queriesForVersion } from './queries.js';
import { SessionSlots } from './session-slots.js';
import { clientConfig } from './session.js';

/**
 * Milliseconds a session may wait idle in the pool: long enough for the next activity, and no longer, since it keeps its slot
 * from other workers.
 */
const IDLE_TIMEOUT_MS = 500;

/** What is known of a server once it has been reached: how to open sessions there, and its dialect. */
export interface Server {
  readonly sessionConfig: pg.ClientConfig;
  readonly pool: pg.Pool;
  /** What every session of the pool needs before it extracts. */
  readonly slots: SessionSlots;
  readonly facts: SourceFacts;
  readonly queries: PostgresQueries;
  readonly major: number;
  /** Whether a connection pooler is in between: the process it names is not the one that answers. */
  readonly pooled: boolean;
}

const FACTS = `
  SELECT current_setting('server_version_num')::int4 AS version_number, current_setting('server_version') AS version,
         version() AS product, current_database() AS database_name, current_user AS role, pg_backend_pid() AS process_id`;

interface FactsRow {
  version_number: number;
  version: string;
  product: string;
  database_name: string;
  role: string;
  process_id: number;
}

/** Opens a first session, asks the server what it is, and makes the pool for the others. Throws what `pg` throws. */
export async function reachServer(
  options: SessionOptions,
  config: PostgresConnectionConfig,
  sourceType: string,
): Promise<Server> {
  const { sessionConfig, row, namedProcessId } = await probe(options, config).catch(
    async (error: unknown) => {
      throw await explained(error, options);
    },
  );
  const major = supportedMajor(row);
  const pooled = row.process_id !== namedProcessId;
  return {
    sessionConfig,
    pool: openPool(sessionConfig, config.max_sessions),
    slots: new SessionSlots({
      slots: config.max_sessions,
      scope: pooled ? 'transaction' : 'session',
      label: options,
    }),
    queries: queriesForVersion(major),
    major,
    pooled,
    facts: {
      sourceType,
      serverVersion: row.version,
      databaseName: row.database_name,
      role: row.role,
    },
  };
}

/** The server's major version; throws `unsupported` for one that is too old, or only speaks PostgreSQL's protocol. */
function supportedMajor({ version_number, version, product }: FactsRow): number {
  const remedy = `SourceSense reads PostgreSQL ${OLDEST_SUPPORTED_MAJOR} and later.`;
  if (!product.startsWith('PostgreSQL ')) {
    const name = product.split(' (', 1)[0] ?? '';
    throw new SourceSenseError('unsupported', `The server is ${name}, not PostgreSQL.`, { remedy });
  }
  const major = Math.floor(version_number / 10_000);
  if (major >= OLDEST_SUPPORTED_MAJOR) return major;
  throw new SourceSenseError('unsupported', `The server is PostgreSQL ${version}.`, { remedy });
}

interface Probe {
  readonly sessionConfig: pg.ClientConfig;
  readonly row: FactsRow;
  /** The process that the start of the session named, which a pooler makes up. */
  readonly namedProcessId: number;
}

/** The first session; decides whether the others are encrypted, as libpq does for `sslmode=prefer`. */
async function probe(options: SessionOptions, config: PostgresConnectionConfig): Promise<Probe> {
  const encrypted = clientConfig(options, config, true);
  const plain = clientConfig(options, config, false);
  if (options.sslMode !== 'prefer') return askFacts(options.sslMode === 'disable' ? plain : encrypted);
  try {
    return await askFacts(encrypted);
  } catch (error) {
    if (error instanceof Error && /does not support SSL/i.test(error.message)) return askFacts(plain);
    throw error;
  }
}

/** Failures of the wire, which a server that is not PostgreSQL causes: others are said by the server or the network. */
const WIRE_FAILURES = new Set(['ECONNRESET', 'EPIPE', 'EPROTO', undefined]);

/** The failure itself, or what listens there in place of PostgreSQL where that caused it. */
async function explained(error: unknown, { host, port }: SessionOptions): Promise<unknown> {
  if (!(error instanceof Error) || !WIRE_FAILURES.has((error as NodeJS.ErrnoException).code)) return error;
  // Whoever has been silent for seconds will not say what it is now.
  if (/timeout/i.test(error.message)) return error;
  const other = await identifyOtherServer(host, port);
  if (other === null) return error;
  return new SourceSenseError('unsupported', `${other} listens at ${host}:${port}, not PostgreSQL.`, {
    cause: error,
    remedy: 'Check the host and the port of the connection.',
  });
}

async function askFacts(sessionConfig: pg.ClientConfig): Promise<Probe> {
  const client = new pg.Client(sessionConfig);
  client.on('error', () => undefined);
  try {
    await client.connect();
    // A pooler lets a session begin and has its first statement wait for a server.
    const query_timeout = sessionConfig.connectionTimeoutMillis;
    const { rows } = await client.query<FactsRow>({
      text: FACTS,
      ...(query_timeout !== undefined && { query_timeout }),
    });
    const row = rows[0];
    if (row === undefined) throw new SourceSenseError('internal', 'The server said nothing of itself.');
    const { processID: namedProcessId } = client as pg.Client & { processID: number };
    await client.end();
    return { sessionConfig, row, namedProcessId };
  } catch (error) {
    // Not `end`, which waits for the other side to hang up: whatever is there may never do so.
    (client as pg.Client & { connection: { stream: Socket } }).connection.stream.destroy();
    throw error;
  }
}

function openPool(config: pg.ClientConfig, maxSessions: number): pg.Pool {
  // The pool's own time to connect would also bound the wait for a free session, which may rightly be long: so its
  // clients get their settings, that one included, from here.
  class SourceClient extends pg.Client {
    constructor() {
      super(config);
      // A session that breaks between two statements fails with the next one; unheard, the event would end the process.
      this.on('error', () => undefined);
    }
  }
  const pool = new pg.Pool({
    Client: SourceClient,
    max: maxSessions,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    allowExitOnIdle: true,
  });
  // One that breaks while idle is replaced at the next checkout.
  pool.on('error', () => undefined);
  return pool;
}
