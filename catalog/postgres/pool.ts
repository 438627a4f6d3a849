import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { addressOf, type DatabaseSettings } from './database-address.js';
import { cancelled } from '../refusals.js';
import { type CatalogLabel, toCatalogError } from './errors.js';

export const APPLICATION_NAME = 'sourcesense-catalog';

/**
 * A session that stops in the middle of a transaction (its process was suspended) is ended by the server, so that its
 * locks can't hold up the others.
 */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/** One session of the catalog, inside a transaction or not. */
export interface Session {
  /** The rows of a statement; `bigint` columns are JavaScript bigints, `jsonb` is parsed. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Sends chunks of text or of its bytes to a `COPY ... FROM STDIN`, as fast as the server takes them; returns the rows it wrote. */
  copy(sql: string, chunks: AsyncIterable<string | Uint8Array>, signal: AbortSignal): Promise<number>;
}

/** The oid of `bigint`, which `pg` gives as text by default. */
const INT8 = 20;
const defaultParser = pg.types.getTypeParser as (oid: number, format?: 'text') => unknown;
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? BigInt : defaultParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** The sessions of the catalog database: a pool, transactions, and errors mapped once. */
export class CatalogDatabase {
  readonly label: CatalogLabel;
  readonly #options: pg.ClientConfig;
  readonly #pool: pg.Pool;
  /** Sessions that were opened for whoever asks for one now. */
  readonly #fresh = new WeakSet<pg.ClientBase>();
  readonly #ping: pg.QueryConfig & { readonly query_timeout: number };

  constructor(settings: DatabaseSettings) {
    const { address, label } = addressOf(settings);
    this.label = label;
    this.#ping = { text: 'SELECT', query_timeout: settings.connect_timeout_ms };
    this.#options = {
      ...address,
      application_name: APPLICATION_NAME,
      connectionTimeoutMillis: settings.connect_timeout_ms,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      keepAlive: true,
      types,
    };
    this.#pool = new pg.Pool({ ...this.#options, min: settings.kept_sessions, max: settings.max_sessions });
    // A broken session shows in the statement that meets it; without listeners the event would end the process.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => {
      this.#fresh.add(client);
      client.on('error', () => undefined);
    });
  }

  /**
   * A session that answers. One that was kept is asked first, since a firewall, or a server that failed over, ends
   * sessions without a word: those are dropped until one answers or a new one is opened.
   */
  async #acquire(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#pool.connect();
      if (this.#fresh.delete(client)) return client;
      try {
        await client.query(this.#ping);
        return client;
      } catch {
        client.release(true);
      }
    }
  }

  /** Runs one statement; `operation` completes "The catalog could not ...". */
  async query<Row extends object>(
    operation: string,
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return this.withClient(operation, async (client) => (await client.query<Row>(sql, [...values])).rows);
  }

  /**
   * Runs the body in one transaction (READ COMMITTED). When it throws, or the signal is aborted, nothing of it
   * remains; an abort ends the session at the server, whatever it is doing.
   */
  async transaction<T>(
    operation: string,
    body: (session: Session) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (signal?.aborted === true) throw cancelled(operation);
    return this.withClient(operation, async (client) => {
      const stop = signal === undefined ? undefined : await this.#stopOnAbort(client, signal);
      try {
        await client.query('BEGIN');
        const result = await body(sessionOf(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        if (signal?.aborted === true) throw cancelled(operation);
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        await stop?.();
      }
    });
  }

  /** Lends one session of the pool; it is closed, not reused, when the body throws. */
  async withClient<T>(operation: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
    let broken = true;
    let client: pg.PoolClient | undefined;
    try {
      client = await this.#acquire();
      const result = await body(client);
      broken = false;
      return result;
    } catch (error) {
      throw toCatalogError(error, operation, this.label);
    } finally {
      client?.release(broken);
    }
  }

  /** Lends one session for a stream of rows: `guard` maps what its reads throw, `release(true)` closes it for good. */
  async lend(operation: string) {
    const guard = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw toCatalogError(error, operation, this.label);
      }
    };
    const client = await guard(() => this.#acquire());
    return {
      client,
      guard,
      release: (broken: boolean) => {
        client.release(broken);
      },
    };
  }

  /** Runs one statement in a session of its own, outside the pool, by default in the catalog's database. */
  async runApart(
    sql: string,
    values: readonly unknown[] = [],
    database = this.label.database,
  ): Promise<void> {
    const client = new pg.Client({ ...this.#options, database });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(sql, [...values]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }

  /** Ends the client's session once the signal is aborted; the function returned waits for that and stops listening. */
  async #stopOnAbort(client: pg.Client, signal: AbortSignal): Promise<() => Promise<void>> {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let ended: Promise<unknown> = Promise.resolve();
    const end = () => {
      // pg_cancel_backend would not reach a COPY that waits for its client.
      ended = this.runApart('SELECT pg_terminate_backend($1)', [rows[0]?.pid]).catch(() => client.end());
    };
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    return async () => {
      signal.removeEventListener('abort', end);
      await ended;
    };
  }
}

function sessionOf(client: pg.ClientBase): Session {
  return {
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    copy: async (sql, chunks, signal) => {
      const copying = client.query(copyFrom(sql));
      await pipeline(Readable.from(chunks, { objectMode: true }), copying, { signal });
      return copying.rowCount;
    },
  };
}
