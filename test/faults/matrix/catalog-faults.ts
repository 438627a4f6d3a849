import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, NothingToStrike } from '../fault.js';
import type { Field } from '../field.js';
import { connectTo, type Lane, onDatabase } from '../lane.js';
import { GO_ON } from '../points.js';
import { wireFaults } from './wire-faults.js';

const part = 'catalog';

/** As long as a worker may take from its first rows to its last statement. */
const DEADLOCK_WITHIN_MS = 15_000;

const DEADLOCKS = 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = $1';

/**
 * Locks the run, which a landing asks for last, and then asks for what the landing has: whichever of the two finds the
 * circle is ended, and that is the landing, since we look for one only after an hour.
 */
async function lockAgainstLanding({ catalog }: Lane, database: string, later: Field['later']): Promise<void> {
  const client = await connectTo(catalog, database);
  await client.query("BEGIN; SET LOCAL deadlock_timeout = '1h'; SELECT FROM catalog.run FOR UPDATE");
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT l.relation::regclass::text AS name FROM pg_locks l
     JOIN pg_class c ON c.oid = l.relation WHERE l.mode = 'RowExclusiveLock' AND c.relname ~ '_version$' AND c.relkind = 'r'`,
  );
  const [landing] = rows;
  if (landing === undefined) {
    await client.end();
    throw new NothingToStrike('Nothing is landing.');
  }
  const [before] = await onDatabase<{ deadlocks: number }>(catalog, 'postgres', DEADLOCKS, [database]);
  const waiting = client.query(`LOCK TABLE ${landing.name} IN ACCESS EXCLUSIVE MODE`).catch(() => undefined);
  later(0, async () => {
    await Promise.race([waiting, sleep(DEADLOCK_WITHIN_MS)]);
    await client.end();
    // Statistics are told of at the end of a session, or every second.
    await sleep(2000);
    const [after] = await onDatabase<{ deadlocks: number }>(catalog, 'postgres', DEADLOCKS, [database]);
    if (after?.deadlocks === before?.deadlocks) throw new NothingToStrike('There was no deadlock.');
  });
}

export const CATALOG_FAULTS: readonly Fault[] = [
  {
    name: 'the acknowledgement of a commit is lost',
    part,
    ending: 'same',
    strikesAt: ({ phase }) => phase === 'committed',
    strike: () => Promise.resolve({ kind: 'fail', message: 'Connection terminated unexpectedly' }),
  },
  {
    name: 'the connection breaks before a commit',
    part,
    ending: 'same',
    strikesAt: ({ phase }) => phase === 'commit',
    strike: () => Promise.resolve({ kind: 'fail', message: 'Connection terminated unexpectedly' }),
  },
  {
    name: 'landing comes into a deadlock',
    part,
    ending: 'same',
    strikesAt: ({ activity, phase }) => activity === 'loadCatalog' && phase === 'during',
    strike: async ({ lane, catalogDatabase, later }) => {
      await lockAgainstLanding(lane, catalogDatabase, later);
      return GO_ON;
    },
  },
  {
    name: "the catalog's sessions are terminated",
    part,
    ending: 'same',
    strike: async ({ lane, catalogDatabase }) => {
      await onDatabase(
        lane.catalog,
        'postgres',
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
        [catalogDatabase],
      );
      return GO_ON;
    },
  },
  {
    name: 'the catalog is restarted',
    part,
    ending: 'same',
    strike: async ({ lane, later }) => {
      await lane.catalog.kill('SIGINT');
      later(500, () => lane.catalog.restart());
      return GO_ON;
    },
  },
  {
    name: 'the catalog crashes',
    part,
    ending: 'same',
    strike: async ({ lane, later }) => {
      await lane.catalog.kill('SIGQUIT');
      later(1500, () => lane.catalog.restart());
      return GO_ON;
    },
  },
  ...wireFaults('catalog', part),
];
