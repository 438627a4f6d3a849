import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { SourceSenseError } from '../../contracts/failure.js';
import { type SourceLabel } from './errors.js';
import { Turns } from './turns.js';

/** The first key of our advisory locks, "Sour" in ASCII: what `pg_locks` shows as `classid`. */
export const SLOT_LOCKS = 0x536f7572;
/** The second key of what a session holds that waits for a slot; slots count from 1. */
const WAITING = 0;
/** Milliseconds between two looks for a free slot: from half of it to all of it, so that workers don't look in step. */
const LOOK_MS = 50;
/** Milliseconds that a worker begins nothing after it saw another one wait: that one looks twice meanwhile. */
const GIVE_WAY_MS = 2 * LOOK_MS;
/**
 * Milliseconds to wait for a slot. Less than the minute that the first contact has, so that it says why, and more than a
 * session is held where nothing is wrong; whoever extracts tries again.
 */
const MOST_WAIT_MS = 45_000;

/** SQLSTATE `insufficient_privilege`. */
const FORBIDDEN = '42501';

/** What a role needs for it: PUBLIC has it unless somebody revoked it. */
export const SLOT_PRIVILEGES = ['lock', 'xact_lock', 'xact_lock_shared'].map(
  (lock) => `EXECUTE ON FUNCTION pg_try_advisory_${lock}(int, int)`,
);

/**
 * How long a slot is held: as long as the session that has it, or for a transaction, since a connection pooler gives each to
 * another session. Null where the role may take no advisory locks.
 */
export type SlotScope = 'session' | 'transaction' | null;

export interface SlotOptions {
  /** `max_sessions` of the connection. */
  readonly slots: number;
  readonly scope: SlotScope;
  readonly label: SourceLabel;
}

/**
 * Bounds the sessions that extract from a database, whatever the number of workers: each holds one of so many advisory locks of
 * that database. The server frees them when a session ends in whatever way, has them in recovery too, and asks for no
 * privilege but one that PUBLIC has.
 *
 * Where all are taken, a worker waits in one session, whatever the number of activities that want one. It shows by a lock
 * that it does, which the others look at whenever they end a transaction: they give up what they have then, and wait in
 * their turn. Nobody holds a session while he waits for another one, so that none waits for ever.
 */
export class SessionSlots {
  readonly turns = new Turns();
  readonly #options: SlotOptions;
  readonly #holders = new WeakSet<pg.ClientBase>();
  #scope: SlotScope;

  constructor(options: SlotOptions) {
    this.#options = options;
    this.#scope = options.scope;
  }

  /** Whether the bound holds for all workers together, as far as is known by now. */
  get isShared(): boolean {
    return this.#scope !== null;
  }

  /**
   * Begins a transaction in a session that has a slot or gets one, and returns the server's process. Adds no round trip
   * where one is free. Throws `source_busy` where none becomes free, and what `pg` throws.
   */
  async begin(client: pg.ClientBase, statement: string, signal: AbortSignal): Promise<number> {
    const deadlineMs = performance.now() + MOST_WAIT_MS;
    for (;;) {
      const begun = await this.#tryBegin(client, statement);
      if (begun?.slot != null) {
        if (this.#scope === 'session') this.#holders.add(client);
        return begun.process_id;
      }
      await client.query('ROLLBACK');
      if (begun !== undefined) await this.#waitForSlot(client, deadlineMs, signal);
    }
  }

  /** Ends the transaction; true when its session is to be closed, since another worker waits for one. */
  async commit(client: pg.ClientBase): Promise<boolean> {
    if (this.#scope === null) {
      await client.query('COMMIT');
      return false;
    }
    const look = `SELECT pg_try_advisory_xact_lock_shared(${SLOT_LOCKS}, ${WAITING}) AS is_free`;
    const [looked] = resultsOf<{ is_free: boolean }>(await client.query(`${look}; COMMIT`));
    if (looked?.rows[0]?.is_free !== false) return false;
    this.turns.pause(GIVE_WAY_MS);
    return this.#scope === 'session';
  }

  /** Undefined when the role turns out to be allowed no advisory locks: it goes on without them. */
  async #tryBegin(client: pg.ClientBase, statement: string): Promise<Begun | undefined> {
    // The process to cancel: the one that the start of a session names is made up by a connection pooler.
    const begin = `${statement}; SELECT pg_backend_pid() AS process_id, ${this.#slotOf(client)} AS slot`;
    try {
      return resultsOf<Begun>(await client.query(begin)).at(-1)?.rows[0];
    } catch (error) {
      if (this.#scope === null || (error as { code?: unknown }).code !== FORBIDDEN) throw error;
      this.#scope = null;
      return undefined;
    }
  }

  /** The number of the slot that the session has or takes, as SQL; null where none is free. */
  #slotOf(client: pg.ClientBase): string {
    if (this.#scope === null || this.#holders.has(client)) return '1';
    const take = this.#scope === 'session' ? 'pg_try_advisory_lock' : 'pg_try_advisory_xact_lock';
    return `(SELECT slot FROM generate_series(1, ${this.#options.slots}) AS slot
             WHERE ${take}(${SLOT_LOCKS}, slot) LIMIT 1)`;
  }

  /** Looks until a slot is free: has it then where sessions hold them, else tries to get it again with its transaction. */
  async #waitForSlot(client: pg.ClientBase, deadlineMs: number, signal: AbortSignal): Promise<void> {
    await client.query("BEGIN READ ONLY; SET LOCAL application_name = 'sourcesense (waits for a slot)'");
    const look = `SELECT pg_try_advisory_xact_lock(${SLOT_LOCKS}, ${WAITING}), ${this.#slotOf(client)} AS slot`;
    while ((await client.query<{ slot: number | null }>(look)).rows[0]?.slot === null) {
      if (performance.now() > deadlineMs) throw this.#busy();
      await delay(LOOK_MS * (0.5 + Math.random() / 2), undefined, { signal });
    }
    await client.query('ROLLBACK');
    if (this.#scope === 'session') this.#holders.add(client);
  }

  #busy(): SourceSenseError {
    const { slots, label } = this.#options;
    return new SourceSenseError(
      'source_busy',
      `All ${slots} sessions that SourceSense may have on ${label.database} at ${label.host}:${label.port} are taken.`,
      {
        remedy:
          'Extraction tries again; raise max_sessions of the connection, or end what pg_stat_activity shows under application names that begin with sourcesense.',
      },
    );
  }
}

interface Begun {
  readonly process_id: number;
  readonly slot: number | null;
}

/** The result of each statement of a message that holds several. */
function resultsOf<R extends pg.QueryResultRow>(results: unknown): pg.QueryResult<R>[] {
  return results as pg.QueryResult<R>[];
}
