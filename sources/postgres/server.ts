import pg from 'pg';
import type { SourceFacts } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { PostgresConnectionConfig } from './config.js';
import type { SessionOptions } from './connection-options.js';
import { OLDEST_SUPPORTED_MAJOR, type PostgresQueries, queriesForVersion } from './queries.js';
import { clientConfig } from './session.js';

/** Milliseconds a session may wait idle in the pool: long enough for the next activity, gone soon after a run. */
const IDLE_TIMEOUT_MS = 5000;

/** What is known of a server once it has been reached: how to open sessions there, and its dialect. */
export interface Server {
  readonly sessionConfig: pg.ClientConfig;
  readonly pool: pg.Pool;
  readonly facts: SourceFacts;
  readonly queries: PostgresQueries;
  readonly major: number;
  /** Whether a connection pooler is in between: the process it names is not the one that answers. */
  readonly pooled: boolean;
}

const FACTS = `
  SELECT current_setting('server_version_num')::int4 AS version_number, current_setting('server_version') AS version,
         current_database() AS database_name, current_user AS role, pg_backend_pid() AS process_id`;

interface FactsRow {
  version_number: number;
  version: string;
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
  const { sessionConfig, row, namedProcessId } = await probe(options, config);
  const major = Math.floor(row.version_number / 10_000);
  if (major < OLDEST_SUPPORTED_MAJOR) {
    throw new SourceSenseError('unsupported', `The server is PostgreSQL ${row.version}.`, {
      remedy: `SourceSense reads version ${OLDEST_SUPPORTED_MAJOR} and later.`,
    });
  }
  return {
    sessionConfig,
    pool: openPool(sessionConfig, config.max_sessions),
    queries: queriesForVersion(major),
    major,
    pooled: row.process_id !== namedProcessId,
    facts: {
      sourceType,
      serverVersion: row.version,
      databaseName: row.database_name,
      role: row.role,
    },
  };
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

async function askFacts(sessionConfig: pg.ClientConfig): Promise<Probe> {
  const client = new pg.Client(sessionConfig);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<FactsRow>(FACTS);
    const row = rows[0];
    if (row === undefined) throw new SourceSenseError('internal', 'The server said nothing of itself.');
    const { processID: namedProcessId } = client as pg.Client & { processID: number };
    return { sessionConfig, row, namedProcessId };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function openPool(config: pg.ClientConfig, maxSessions: number): pg.Pool {
  // The pool's own time to connect would also bound the wait for a free session, which may rightly be long: so its
  // clients get their settings, that one included, from here.
  class SourceClient extends pg.Client {
    constructor() {
      super(config);
    }
  }
  const pool = new pg.Pool({
    Client: SourceClient,
    max: maxSessions,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    allowExitOnIdle: true,
  });
  // A session that breaks while idle is replaced at the next checkout; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}
