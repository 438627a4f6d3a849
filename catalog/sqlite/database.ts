import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { messageOf } from '../../contracts/failure.js';
import { missingDriver } from '../load-driver.js';
import type { SqliteCatalogConfig } from './config.js';
import { isBusy, toCatalogError } from './errors.js';
import { ReadCache } from './read-cache.js';

/**
 * How long SQLite itself waits for another process, in milliseconds. It blocks this process, heartbeats included: beyond
 * that we wait between attempts instead.
 */
const BLOCKING_WAIT_MS = 50;
/** Longest wait between attempts, in milliseconds; a random part of it, so that processes don't keep in step. */
const RETRY_WAIT_MS = 20;

/** What can be bound to a statement's parameters. */
export type SqlValue = string | number | bigint | null;

/** What is bound to parameters by their names: `$1` is called `1`. */
export type NamedValues = Readonly<Record<string, SqlValue>>;

/** Statements of one transaction; integers are JavaScript bigints. */
export interface Session {
  rows<Row extends object>(sql: string, values?: readonly SqlValue[] | NamedValues): Row[];
  /** Runs a statement and returns the number of rows it changed. */
  run(sql: string, values?: readonly SqlValue[] | NamedValues): number;
}

/**
 * The catalog's file. `better-sqlite3` answers before it returns: a transaction is never interleaved with another of this
 * process, holds the write lock for as long as its statements take, and not while anything is awaited.
 */
export class SqliteDatabase {
  readonly file: string;
  readonly #busyTimeoutMs: number;
  readonly #cache = new ReadCache();
  /** What waits for another writer, one after another: together they would leave this process no time for anything else. */
  #waiting: Promise<unknown> = Promise.resolve();
  #connection: Database.Database | undefined;

  constructor({ file, busy_timeout_ms }: SqliteCatalogConfig) {
    this.file = file;
    this.#busyTimeoutMs = busy_timeout_ms;
  }

  /**
   * Opens the file, in WAL mode: readers and the writer don't wait for each other. A process that is killed loses
   * nothing that was committed; a machine that loses power may lose the last transactions, and nothing else.
   */
  async open(): Promise<void> {
    await this.#attempt('be opened', () => {
      mkdirSync(dirname(this.file), { recursive: true });
      this.#connection ??= this.#connect();
      this.#connection.pragma('journal_mode = WAL');
      this.#connection.pragma('synchronous = NORMAL');
      this.#connection.pragma('foreign_keys = ON');
    });
  }

  /** The answer to one question, from memory if the database has not changed since it was asked last. */
  async answer<Row extends object>(
    operation: string,
    sql: string,
    values: readonly SqlValue[] = [],
  ): Promise<readonly Row[]> {
    return this.#attempt(operation, () => {
      const question = JSON.stringify([sql, ...values.map(String)]);
      const [state] = this.rows<{ data_version: bigint }>('PRAGMA data_version');
      const known = this.#cache.get(state?.data_version ?? 0n, question);
      if (known !== undefined) return known as readonly Row[];
      const rows = this.rows<Row>(sql, values);
      this.#cache.set(question, rows);
      return rows;
    });
  }

  /** Runs the body on one state of the database. */
  async read<T>(operation: string, body: (session: Session) => T): Promise<T> {
    return this.#attempt(operation, () => this.connection.transaction(() => body(this)).deferred());
  }

  /**
   * Runs the body in one transaction, alone among all processes; when it throws, nothing of it remains. Waits for
   * others up to `busy_timeout_ms`, then throws `store_unavailable`.
   */
  async write<T>(operation: string, body: (session: Session) => T): Promise<T> {
    return this.#attempt(operation, () => {
      try {
        return this.connection.transaction(() => body(this)).immediate();
      } finally {
        // data_version tells of other connections' changes only.
        this.#cache.clear();
      }
    });
  }

  /** Fills temporary tables, which only this connection sees: no lock of the file is taken. */
  stage<T>(operation: string, body: (session: Session) => T): T {
    try {
      return this.connection.transaction(() => body(this)).deferred();
    } catch (error) {
      throw toCatalogError(error, operation, this.file);
    }
  }

  rows<Row extends object>(sql: string, values: readonly SqlValue[] | NamedValues = []): Row[] {
    const statement = this.connection.prepare<unknown[], Row>(sql);
    return Array.isArray(values) ? statement.all(...(values as readonly SqlValue[])) : statement.all(values);
  }

  run(sql: string, values: readonly SqlValue[] | NamedValues = []): number {
    const statement = this.connection.prepare(sql);
    const { changes } = Array.isArray(values)
      ? statement.run(...(values as readonly SqlValue[]))
      : statement.run(values);
    return changes;
  }

  /** The connection, for what the methods above don't do. */
  get connection(): Database.Database {
    if (this.#connection === undefined) throw new Error('it is not open');
    return this.#connection;
  }

  /** A connection of the caller's own, which can only read, for a stream of rows. */
  async openReader(operation: string): Promise<Database.Database> {
    return this.#attempt(operation, () => {
      if (!this.connection.open) throw new Error('it is closed');
      return this.#connect({ readonly: true });
    });
  }

  /** A connection of the caller's own that holds the write lock until it is closed. */
  async openAlone(operation: string): Promise<Database.Database> {
    return this.#attempt(operation, () => {
      if (!this.connection.open) throw new Error('it is closed');
      const connection = this.#connect();
      try {
        return connection.exec('BEGIN IMMEDIATE');
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  close(): void {
    this.#connection?.close();
  }

  #connect(options: Database.Options = {}): Database.Database {
    try {
      return new Database(this.file, { timeout: BLOCKING_WAIT_MS, ...options }).defaultSafeIntegers();
    } catch (error) {
      const isUnbuilt = /bindings file|ERR_DLOPEN_FAILED|NODE_MODULE_VERSION/.test(messageOf(error));
      throw isUnbuilt ? missingDriver('better-sqlite3', error) : error;
    }
  }

  async #attempt<T>(operation: string, work: () => T): Promise<T> {
    const endMs = Date.now() + this.#busyTimeoutMs;
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw toCatalogError(error, operation, this.file);
    }
    const retried = this.#waiting.then(() => this.#retry(operation, work, endMs));
    this.#waiting = retried.catch(() => undefined);
    return retried;
  }

  async #retry<T>(operation: string, work: () => T, endMs: number): Promise<T> {
    for (;;) {
      await delay(Math.random() * RETRY_WAIT_MS);
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || Date.now() >= endMs) throw toCatalogError(error, operation, this.file);
      }
    }
  }
}
