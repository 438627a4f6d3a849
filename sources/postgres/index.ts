import pg from 'pg';
import { BATCH_ROWS } from '../../contracts/column-batch.js';
import type { Gap, KindCount, Partition, SourceFacts } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { Inventory, ReadContext, Source } from '../source.js';
import type { PostgresConnectionConfig } from './config.js';
import { type SessionOptions, sessionOptions } from './connection-options.js';
import { toSourceError } from './errors.js';
import { type TextRow, toColumnBatch } from './map-row.js';
import { OLDEST_SUPPORTED_MAJOR, type PostgresQueries, queriesForVersion } from './queries.js';
import { beginStatement, clientConfig, openReadSession, type ReadSession } from './session.js';

/** Milliseconds a session may wait idle in the pool: long enough for the next activity, gone soon after a run. */
const IDLE_TIMEOUT_MS = 5000;
const MAX_OID = 4294967295;

/** What is known of the server once it has been reached: how to open sessions there, and its dialect. */
interface Server {
  readonly sessionConfig: pg.ClientConfig;
  readonly pool: pg.Pool;
  readonly facts: SourceFacts;
  readonly queries: PostgresQueries;
}

const FACTS = `
  SELECT current_setting('server_version_num')::int4 AS version_number, current_setting('server_version') AS version,
         current_database() AS database_name, current_user AS role`;

interface FactsRow {
  version_number: number;
  version: string;
  database_name: string;
  role: string;
}

/** Reads a PostgreSQL database (13 or later) through `pg_catalog`; see `../source.ts`. */
export class PostgresSource implements Source {
  readonly type = 'postgresql';
  readonly #config: PostgresConnectionConfig;
  readonly #options: SessionOptions;
  #server: Promise<Server> | undefined;

  /** Throws `invalid_input` when the configuration is wrong; connects to nothing yet. */
  constructor(config: PostgresConnectionConfig) {
    this.#config = config;
    this.#options = sessionOptions(config);
  }

  async connect(context: ReadContext): Promise<SourceFacts> {
    const { facts } = await this.#connected();
    await using session = await this.#session(context);
    await session.all('SELECT 1', []);
    return facts;
  }

  async discover(
    context: ReadContext,
    options: { partitionSize: number; maxPartitions: number },
  ): Promise<Inventory> {
    const { queries } = await this.#connected();
    await using session = await this.#session(context);
    const counts = await session.all(queries.counts, []);
    const starts = await session.all(queries.partitions, [options.partitionSize, options.maxPartitions]);
    return {
      partitions: partitionsFrom(starts.map((row) => Number(row[0]))),
      ...inventoryCounts(counts),
    };
  }

  async *read(context: ReadContext, kind: Kind, partition: Partition) {
    const { queries } = await this.#connected();
    const { scope, columns } = kindDeclaration(kind);
    const values = scope === 'relation' ? [partition.fromOid, partition.toOid] : [];
    await using session = await this.#session(context);
    for await (const rows of session.batches(queries.kinds[kind], values, BATCH_ROWS)) {
      yield toColumnBatch(columns, rows);
    }
  }

  async close(): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    await server?.pool.end();
  }

  async #session(context: ReadContext): Promise<ReadSession> {
    const { pool, sessionConfig } = await this.#connected();
    const begin = beginStatement(this.#config, context.runId);
    return openReadSession({ pool, sessionConfig, label: this.#options, begin }, context.signal);
  }

  /** Reaches the server once; a failure is not remembered. */
  #connected(): Promise<Server> {
    this.#server ??= this.#reach().catch((error: unknown) => {
      this.#server = undefined;
      throw toSourceError(error, this.#options);
    });
    return this.#server;
  }

  async #reach(): Promise<Server> {
    const { encrypted, row } = await this.#probe();
    const major = Math.floor(row.version_number / 10_000);
    if (major < OLDEST_SUPPORTED_MAJOR) {
      throw new SourceSenseError('unsupported', `The server is PostgreSQL ${row.version}.`, {
        remedy: `SourceSense reads version ${OLDEST_SUPPORTED_MAJOR} and later.`,
      });
    }
    const sessionConfig = clientConfig(this.#options, this.#config, encrypted);
    return {
      sessionConfig,
      pool: openPool(sessionConfig, this.#config.max_sessions),
      queries: queriesForVersion(major),
      facts: {
        sourceType: this.type,
        serverVersion: row.version,
        databaseName: row.database_name,
        role: row.role,
      },
    };
  }

  /** The first session; decides whether the others are encrypted, as libpq does for `sslmode=prefer`. */
  async #probe(): Promise<{ encrypted: boolean; row: FactsRow }> {
    const { sslMode } = this.#options;
    if (sslMode !== 'prefer') return this.#tryFacts(sslMode !== 'disable');
    try {
      return await this.#tryFacts(true);
    } catch (error) {
      if (error instanceof Error && /does not support SSL/i.test(error.message)) return this.#tryFacts(false);
      throw error;
    }
  }

  async #tryFacts(encrypted: boolean): Promise<{ encrypted: boolean; row: FactsRow }> {
    const client = new pg.Client(clientConfig(this.#options, this.#config, encrypted));
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<FactsRow>(FACTS);
      const row = rows[0];
      if (row === undefined) throw new SourceSenseError('internal', 'The server said nothing of itself.');
      return { encrypted, row };
    } finally {
      await client.end().catch(() => undefined);
    }
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

/** The `database` partition and one per range of relation oids; together they cover every possible oid. */
function partitionsFrom(starts: readonly number[]): Partition[] {
  const froms = [0, ...starts];
  const relations = froms.map((fromOid, index): Partition => ({
    partitionId: `relations-${String(index + 1).padStart(4, '0')}`,
    scope: 'relation',
    fromOid,
    toOid: (froms[index + 1] ?? MAX_OID + 1) - 1,
  }));
  return [{ partitionId: 'database', scope: 'database', fromOid: 0, toOid: MAX_OID }, ...relations];
}

function isKind(name: string | null | undefined): name is Kind {
  return ALL_KINDS.some((kind) => kind === name);
}

/** The rows of `counts.sql`: kind, counted, filtered, denied. */
function inventoryCounts(rows: readonly TextRow[]): { counts: KindCount[]; gaps: Gap[] } {
  const counts: KindCount[] = [];
  const gaps: Gap[] = [];
  for (const [kind, counted, filtered, denied] of rows) {
    if (!isKind(kind))
      throw new SourceSenseError('internal', `counts.sql names an unknown kind "${kind ?? ''}".`);
    counts.push({ kind, counted: Number(counted), filtered: Number(filtered) });
    if (Number(denied) > 0) gaps.push(deniedGap(kind, Number(denied)));
  }
  return { counts, gaps };
}

function deniedGap(kind: Kind, objects: number): Gap {
  return {
    kind,
    objectName: `${objects} columns of analyzed tables`,
    sqlState: '42501',
    reason: 'The role may not read these columns, so pg_stats leaves out their statistics.',
    remedy: 'GRANT SELECT on their tables, or make the role a member of pg_read_all_data (PostgreSQL 14).',
    objects,
  };
}
