import type { Fault } from '../fault.js';
import { type Lane, onDatabase, READER, SOURCE_DATABASE } from '../lane.js';
import { GO_ON, type Spot } from '../points.js';
import { wireFaults } from './wire-faults.js';

const part = 'source';

/** First contact is not retried: somebody is waiting. */
const afterContact = ({ activity }: Spot) => activity !== 'connectDatabase';
/** Steps that reach the source when they have been struck. */
const STILL_READS = [
  'discoverSchemas',
  'extractTables',
  'extractColumns',
  'discoverForeignKeys',
  'extractObjects',
];
const beforeReading = ({ activity, phase }: Spot) => STILL_READS.includes(activity) && phase === 'before';

async function terminateSessions({ source }: Lane): Promise<void> {
  await onDatabase(
    source,
    'postgres',
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1',
    [READER.role],
  );
}

async function alterReader(lane: Lane, change: string): Promise<void> {
  await onDatabase(lane.source, 'postgres', `ALTER ROLE ${READER.role} ${change}`);
  await terminateSessions(lane);
}

export const SOURCE_FAULTS: readonly Fault[] = [
  {
    name: "the source's sessions are terminated",
    part,
    ending: 'same',
    strikesAt: afterContact,
    strike: async ({ lane }) => {
      await terminateSessions(lane);
      return GO_ON;
    },
  },
  {
    name: 'the source is restarted',
    part,
    ending: 'same',
    strikesAt: afterContact,
    strike: async ({ lane, later }) => {
      await lane.source.kill('SIGINT');
      later(500, () => lane.source.restart());
      return GO_ON;
    },
  },
  {
    name: 'the source crashes',
    part,
    ending: 'same',
    // A server that recovers from a crash has lost what it had counted.
    alters: ['table_statistics'],
    strikesAt: afterContact,
    strike: async ({ lane, later }) => {
      await lane.source.kill('SIGQUIT');
      later(1000, () => lane.source.restart());
      return GO_ON;
    },
  },
  {
    name: 'the source has no room for connections for 3 s',
    part,
    ending: 'same',
    strikesAt: afterContact,
    strike: async ({ lane, later }) => {
      await alterReader(lane, 'CONNECTION LIMIT 0');
      later(3000, async () => {
        await onDatabase(lane.source, 'postgres', `ALTER ROLE ${READER.role} CONNECTION LIMIT -1`);
      });
      return GO_ON;
    },
  },
  {
    name: 'the password is changed in the middle',
    part,
    ending: { failed: ['authentication'] },
    strikesAt: beforeReading,
    strike: async ({ lane }) => {
      await alterReader(lane, "PASSWORD 'another'");
      return GO_ON;
    },
  },
  {
    name: 'the role may log in no more',
    part,
    ending: { failed: ['authentication'] },
    strikesAt: beforeReading,
    strike: async ({ lane }) => {
      await alterReader(lane, 'NOLOGIN');
      return GO_ON;
    },
  },
  {
    name: 'the role loses its rights in the middle',
    part,
    ending: 'same',
    // What only these rights show is withheld, and said to be.
    alters: ['role_membership', 'sequence', 'column_statistics', 'server_setting'],
    strikesAt: beforeReading,
    strike: async ({ lane }) => {
      await onDatabase(lane.source, 'postgres', `REVOKE ${READER.memberOf} FROM ${READER.role}`);
      return GO_ON;
    },
  },
  {
    name: 'the database is dropped in the middle',
    part,
    ending: { failed: ['database_missing'] },
    strikesAt: beforeReading,
    strike: async ({ lane }) => {
      await onDatabase(lane.source, 'postgres', `DROP DATABASE IF EXISTS ${SOURCE_DATABASE} WITH (FORCE)`);
      return GO_ON;
    },
  },
  ...wireFaults('source', part),
];
