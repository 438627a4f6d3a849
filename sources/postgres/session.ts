import type { Socket } from 'node:net';
import pg from 'pg';
import { SourceSenseError } from '../../contracts/failure.js';
import type { CostMeter } from '../cost-meter.js';
import type { PostgresConnectionConfig } from './config.js';
import type { SessionOptions } from './connection-options.js';
import { CopyOut } from './copy-out.js';
import { type SourceLabel, toSourceError } from './errors.js';
import { type TextRow, textTypes } from './map-row.js';
import type { SessionSlots } from './session-slots.js';
import { unlessAborted } from './turns.js';

/**
 * Whatever a database or role sets, dates, intervals, numbers and bytes in defaults and conditions are printed the same.
 * Set only where it differs: pg_settings no longer says where a setting comes from once a session has set it.
 */
const PRINT_AS_USUAL = `
  SELECT set_config(name, usual, true)
  FROM (VALUES ('DateStyle', 'ISO'), ('IntervalStyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex')) AS s (name, usual)
  WHERE split_part(current_setting(name), ',', 1) <> usual`;

/** Time limits, where the role or the database has none or a more generous one: a stricter one is somebody's decision. */
function limits({ statement_timeout_ms, lock_timeout_ms }: TimeLimits): string {
  return `
  SELECT set_config(name, most::text, true)
  FROM (VALUES ('statement_timeout', ${statement_timeout_ms}), ('lock_timeout', ${lock_timeout_ms}),
               ('idle_in_transaction_session_timeout', ${statement_timeout_ms})) AS l (name, most)
  WHERE current_setting(name) = '0' OR current_setting(name)::interval > most * interval '1 millisecond'`;
}

type TimeLimits = Pick<PostgresConnectionConfig, 'statement_timeout_ms' | 'lock_timeout_ms'>;

/**
 * What every transaction on a source begins with. READ ONLY is stated per transaction, since a role can undo
 * `default_transaction_read_only`; `search_path` is fixed so that definitions print the same for everybody
 * (pg_get_viewdef and its like leave out the schema of what is visible), and so are the settings that decide how a date,
 * an interval, a number or bytes in a default or a condition are printed; JIT costs more than these queries, and parallel
 * workers would come on top of the sessions that were promised.
 * `settings` are those that a kind's query asks for.
 */
export function beginStatement(config: TimeLimits, runId: string, settings: readonly string[] = []): string {
  // PostgreSQL cuts the name at 63 bytes.
  const applicationName = `sourcesense ${runId}`.slice(0, 63);
  return [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    'SET LOCAL search_path = pg_catalog',
    'SET LOCAL quote_all_identifiers = off',
    'SET LOCAL jit = off',
    'SET LOCAL max_parallel_workers_per_gather = 0',
    ...settings.map((setting) => `SET LOCAL ${setting}`),
    limits(config),
    `SET LOCAL application_name = ${pg.escapeLiteral(applicationName)}`,
    PRINT_AS_USUAL,
  ].join('; ');
}

/** Settings of a session; `ssl` false means plain text. */
export function clientConfig(
  options: SessionOptions,
  config: PostgresConnectionConfig,
  encrypted: boolean,
): pg.ClientConfig {
  return {
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    ...(options.password !== undefined && { password: options.password }),
    ssl: encrypted ? options.ssl : false,
    connectionTimeoutMillis: config.connect_timeout_ms,
    application_name: 'sourcesense',
    keepAlive: true,
  };
}

/** A read-only transaction on the source; ended by disposal, whether or not it failed. */
export interface ReadSession extends AsyncDisposable {
  /** All rows of a small result, as text. */
  all(text: string, values: readonly unknown[]): Promise<TextRow[]>;
  /**
   * What a COPY ... TO STDOUT sends, in chunks of any size. Whoever stops early leaves a session that can only be closed:
   * the rest of the rows is on its way. `settings`, such as `enable_nestloop = off`, are for this statement alone.
   */
  copyOut(statement: string, settings: readonly string[]): AsyncIterable<Buffer>;
  /**
   * To be called before a statement that leaves so many relations locked until the transaction ends: begins another one when
   * they would become more than `MOST_LOCKED`, and what follows sees the source as it is by then.
   */
  willLock(relations: number): Promise<void>;
}

/**
 * Relations that a transaction leaves locked. All sessions of a server share the room for their locks: by default 64
 * (`max_locks_per_transaction`) for each of some 120 processes, 7,800, and who asks for one more fails, whoever that is.
 */
export const MOST_LOCKED = 500;

/** Milliseconds that a statement has to end after the server was asked to cancel it. */
const CANCELLED_WITHIN_MS = 4000;

/** Asks the server to cancel what a session is doing, from a session of its own; failing is no error. */
async function cancelBackend(config: pg.ClientConfig, processId: number): Promise<void> {
  const canceller = new pg.Client(config);
  canceller.on('error', () => undefined);
  try {
    await canceller.connect();
    await canceller.query('SELECT pg_cancel_backend($1)', [processId]);
  } catch {
    // The session is closed all the same, and the server ends the statement when it next writes to it.
  } finally {
    await canceller.end().catch(() => undefined);
  }
}

function cancelled(): SourceSenseError {
  return new SourceSenseError('cancelled', 'The read was cancelled.');
}

/** What a session is opened with. */
export interface SessionParts {
  readonly pool: pg.Pool;
  readonly slots: SessionSlots;
  /** For the session that cancels another one's statement. */
  readonly sessionConfig: pg.ClientConfig;
  readonly label: SourceLabel;
  /** The statement that begins the transaction. */
  readonly begin: string;
  readonly cost: CostMeter;
}

/** A session of the pool, when it has one; one that comes after the signal has aborted goes to the next who wants one. */
async function checkOut({ pool, label }: SessionParts, signal: AbortSignal): Promise<pg.PoolClient> {
  const checkedOut = pool.connect();
  try {
    return await unlessAborted(checkedOut, signal);
  } catch (error) {
    if (!signal.aborted) throw toSourceError(error, label);
    checkedOut.then(
      (client) => {
        client.release();
      },
      () => undefined,
    );
    throw error;
  }
}

/**
 * Opens a read-only transaction on a session of the pool. When the signal aborts, the statement in flight is cancelled
 * at the server and the session closed, not handed back.
 */
export async function openReadSession(parts: SessionParts, signal: AbortSignal): Promise<ReadSession> {
  const hasSession = parts.cost.queues();
  try {
    // One after another, so that no more than one session is there without a slot.
    return await parts.slots.turns.take(signal, () => openInTurn(parts, signal, hasSession));
  } catch (error) {
    throw signal.aborted ? cancelled() : error;
  } finally {
    hasSession();
  }
}

async function openInTurn(
  parts: SessionParts,
  signal: AbortSignal,
  hasSession: () => void,
): Promise<ReadSession> {
  const { pool, slots, sessionConfig, label, begin, cost } = parts;
  const client = await checkOut(parts, signal);
  hasSession();
  let startedMs = performance.now();
  const { stream } = (client as pg.PoolClient & { connection: { stream: Socket } }).connection;
  const receivedBefore = stream.bytesRead;
  const closed = cost.opened(() => stream.bytesRead - receivedBefore);
  let broken = false;
  let processId: number | undefined;
  let closing: NodeJS.Timeout | undefined;
  let locked = 0;
  const onAbort = () => {
    broken = true;
    if (processId === undefined) {
      // Still waiting for its first answer, in the queue of a pooler perhaps: nothing to cancel, but a socket to close.
      void (client as pg.PoolClient & pg.Client).end();
      return;
    }
    void cancelBackend(sessionConfig, processId);
    // Where the server can't be told, or does not answer, nothing will come any more.
    closing = setTimeout(() => stream.destroy(), CANCELLED_WITHIN_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });

  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      // Aborted while the session was being opened, or between two statements: there was nothing to cancel then.
      if (signal.aborted) throw cancelled();
      return await work();
    } catch (error) {
      broken = true;
      throw signal.aborted ? cancelled() : toSourceError(error, label);
    }
  };
  const dispose = async () => {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(closing);
    const isGivenUp = !broken && (await guard(() => slots.commit(client)).catch(() => true));
    closed();
    cost.session(stream.bytesRead - receivedBefore, performance.now() - startedMs, pool.totalCount);
    client.release(broken || isGivenUp);
    // A session that is still sending rows would wait for ever for somebody to take them.
    if (broken) stream.destroy();
  };

  try {
    processId = await guard(() => slots.begin(client, begin, signal));
    // Waiting for it cost the source nothing.
    startedMs = performance.now();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    all: (text, values) =>
      guard(async () => {
        const query = { text, values: [...values], rowMode: 'array' as const, types: textTypes };
        cost.query();
        const { rows } = await client.query<(string | null)[]>(query);
        cost.rows(rows.length);
        return rows;
      }),
    async *copyOut(statement, settings) {
      const isSetting = settings.length > 0;
      const set = ['SAVEPOINT settings', ...settings.map((setting) => `SET LOCAL ${setting}`)];
      if (isSetting) await guard(() => client.query(set.join('; ')));
      const chunks = client.query(new CopyOut(statement))[Symbol.asyncIterator]();
      cost.query();
      let ended = false;
      try {
        for (;;) {
          const next = await guard(() => chunks.next());
          if (next.done === true) break;
          yield next.value;
        }
        // Going back to the savepoint takes back what was set since.
        if (isSetting) await guard(() => client.query('ROLLBACK TO SAVEPOINT settings'));
        ended = true;
      } finally {
        broken ||= !ended;
      }
    },
    willLock: async (relations) => {
      const isRoom = locked === 0 || locked + relations <= MOST_LOCKED;
      locked = isRoom ? locked + relations : relations;
      if (isRoom) return;
      // Behind a pooler the next transaction may be another process's: not the one to cancel any more.
      processId = undefined;
      processId = await guard(async () => {
        await client.query('COMMIT');
        return slots.begin(client, begin, signal);
      });
    },
    [Symbol.asyncDispose]: dispose,
  };
}
