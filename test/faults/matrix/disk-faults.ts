import type { Fault } from '../fault.js';
import { GO_ON } from '../points.js';
import { HAS_SMALL_DISKS } from '../small-disk.js';

const FULL_MS = 3000;

/** Disks that are full for a while; none where no small disk can be had. */
export const DISK_FAULTS: readonly Fault[] = HAS_SMALL_DISKS
  ? [
      {
        name: "the artifact store's disk is full for 3 s",
        part: 'store',
        store: 'local',
        ending: 'same',
        strike: async ({ lane: { disks }, later }) => {
          await disks.artifacts.fill();
          later(FULL_MS, () => disks.artifacts.free());
          return GO_ON;
        },
      },
      {
        name: "the catalog's disk is full for 3 s",
        part: 'catalog',
        ending: 'same',
        strike: async ({ lane: { disks, catalog }, later }) => {
          await disks.catalog.fill();
          later(FULL_MS, async () => {
            await disks.catalog.free();
            // A server that can't write its log gives up, and its supervisor starts it again.
            await catalog.restart();
          });
          return GO_ON;
        },
      },
    ]
  : [];
