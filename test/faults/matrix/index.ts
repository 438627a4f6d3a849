import type { Fault } from '../fault.js';
import { CATALOG_FAULTS } from './catalog-faults.js';
import { CHANGING_SOURCE_FAULTS } from './changing-source-faults.js';
import { DISK_FAULTS } from './disk-faults.js';
import { PEOPLE_FAULTS } from './people-faults.js';
import { SOURCE_FAULTS } from './source-faults.js';
import { STORE_FAULTS } from './store-faults.js';
import { TEMPORAL_FAULTS } from './temporal-faults.js';
import { WORKER_FAULTS } from './worker-faults.js';

/** Everything that goes wrong. */
export const FAULTS: readonly Fault[] = [
  ...WORKER_FAULTS,
  ...TEMPORAL_FAULTS,
  ...SOURCE_FAULTS,
  ...CHANGING_SOURCE_FAULTS,
  ...STORE_FAULTS,
  ...CATALOG_FAULTS,
  ...DISK_FAULTS,
  ...PEOPLE_FAULTS,
];
