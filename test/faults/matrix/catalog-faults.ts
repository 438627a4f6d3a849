import type { Fault } from '../fault.js';
import { onDatabase } from '../lane.js';
import { GO_ON } from '../points.js';
import { wireFaults } from './wire-faults.js';

const part = 'catalog';

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
