import type { Fault } from '../fault.js';
import type { Field } from '../field.js';
import { GO_ON } from '../points.js';

const part = 'temporal';

async function killFor({ lane, later }: Field, durationMs: number) {
  await lane.temporal.kill('SIGKILL');
  later(durationMs, () => lane.temporal.restart());
  return GO_ON;
}

export const TEMPORAL_FAULTS: readonly Fault[] = [
  {
    name: 'Temporal is killed for 1 s',
    part,
    ending: 'same',
    strike: (field) => killFor(field, 1000),
  },
  {
    name: 'Temporal is killed for 8 s',
    part,
    ending: 'same',
    strike: (field) => killFor(field, 8000),
  },
  {
    name: 'Temporal is killed for 60 s',
    part,
    ending: 'same',
    isSlow: true,
    strike: (field) => killFor(field, 60_000),
  },
  {
    name: 'Temporal is cut off for 3 s',
    part,
    ending: 'same',
    strike: async ({ lane, later }) => {
      await lane.wires.temporal.cut();
      later(3000, () => lane.wires.temporal.heal());
      return GO_ON;
    },
  },
  {
    name: 'Temporal swallows everything for 8 s',
    part,
    ending: 'same',
    strike: async ({ lane, later }) => {
      const { temporal } = lane.wires;
      await temporal.poison({ type: 'timeout', stream: 'upstream', attributes: { timeout: 0 } });
      await temporal.poison({ type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } });
      later(8000, async () => {
        // What it swallowed is lost: connections begin anew, as they do when a firewall forgets them.
        await temporal.cut();
        await temporal.heal();
      });
      return GO_ON;
    },
  },
];
