import type { Fault, Part } from '../fault.js';
import type { Field } from '../field.js';
import { GO_ON } from '../points.js';
import type { Toxic } from '../toxiproxy.js';

type WireName = 'source' | 'catalog';

const POISONED_MS = 3000;

/** What the way to a database can suffer; each passes. */
const TOXICS: Readonly<Record<string, Toxic>> = {
  'answers late': { type: 'latency', stream: 'downstream', attributes: { latency: 150, jitter: 100 } },
  trickles: { type: 'bandwidth', stream: 'downstream', attributes: { rate: 64 } },
  'resets connections': { type: 'reset_peer', stream: 'downstream', attributes: { timeout: 20 } },
  'ends connections in the middle of an answer': {
    type: 'limit_data',
    stream: 'downstream',
    attributes: { bytes: 20_000 },
  },
  'answers in small pieces': {
    type: 'slicer',
    stream: 'downstream',
    attributes: { average_size: 64, size_variation: 32, delay: 10 },
  },
};

async function poison({ lane, later }: Field, wire: WireName, toxic: Toxic) {
  await lane.wires[wire].poison(toxic);
  later(POISONED_MS, () => lane.wires[wire].heal());
  return GO_ON;
}

/** Faults of the way to the source or to the catalog's database. */
export function wireFaults(wire: WireName, part: Part): Fault[] {
  return [
    ...Object.entries(TOXICS).map(([what, toxic]): Fault => ({
      name: `the way to the ${wire} ${what}`,
      part,
      ending: 'same',
      strikesAt: ({ activity }) => wire === 'catalog' || activity !== 'connectDatabase',
      strike: (field) => poison(field, wire, toxic),
    })),
    {
      name: `the ${wire} is cut off for 2 s`,
      part,
      ending: 'same',
      strikesAt: ({ activity }) => wire === 'catalog' || activity !== 'connectDatabase',
      strike: async ({ lane, later }) => {
        await lane.wires[wire].cut();
        later(2000, () => lane.wires[wire].heal());
        return GO_ON;
      },
    },
    {
      name: `connections to the ${wire} are half open`,
      part,
      ending: 'same',
      isSlow: true,
      strikesAt: ({ activity }) => wire === 'catalog' || activity !== 'connectDatabase',
      strike: async ({ lane, later }) => {
        const swallow = { type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } } as const;
        await lane.wires[wire].poison(swallow);
        // New connections are good again; those that are open stay as they are, and say nothing.
        later(1000, () => lane.wires[wire].heal());
        return GO_ON;
      },
    },
  ];
}
