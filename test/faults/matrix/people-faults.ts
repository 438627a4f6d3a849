import { pauseRun, resumeRun } from '../../../client/pause-run.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE } from '../../../contracts/names.js';
import { resetRun } from '../../support/reset-run.js';
import type { Fault } from '../fault.js';
import type { Field } from '../field.js';
import { GO_ON, type Order, type Spot } from '../points.js';

const part = 'people';

const notPublished = ({ activity, phase }: Spot) =>
  !(activity === 'publishRun' && ['committed', 'after'].includes(phase));

async function cancel({ run }: Field): Promise<Order> {
  await run.cancel();
  return GO_ON;
}

async function reset({ run }: Field): Promise<Order> {
  await resetRun(run);
  return GO_ON;
}

export const PEOPLE_FAULTS: readonly Fault[] = [
  {
    name: 'the run is cancelled',
    part,
    ending: 'cancelled',
    strikesAt: ({ activity }) => activity !== 'publishRun',
    strike: cancel,
  },
  {
    name: 'the run is cancelled while it is published',
    part,
    ending: 'cancelled or same',
    strikesAt: (spot) => spot.activity === 'publishRun' && notPublished(spot),
    strike: cancel,
  },
  {
    name: 'the run is terminated',
    part,
    ending: 'terminated',
    strike: async ({ run }) => {
      await run.terminate('by the fault harness');
      return GO_ON;
    },
  },
  {
    name: 'the run is paused for 3 s',
    part,
    ending: 'same',
    // What is being published can't be paused any more.
    strikesAt: ({ activity }) => activity !== 'registerArtifacts' && activity !== 'publishRun',
    strike: async ({ run, lane, later }) => {
      await pauseRun(lane.client, run.workflowId, { reason: 'by the fault harness' });
      later(3000, () => resumeRun(lane.client, run.workflowId));
      return GO_ON;
    },
  },
  {
    name: 'the run is started a second time',
    part,
    ending: 'same',
    strike: async ({ run, lane }) => {
      const again = await lane.client.workflow.start(EXTRACTION_WORKFLOW, {
        workflowId: run.workflowId,
        taskQueue: MAIN_TASK_QUEUE,
        args: [{ connection: 'source' }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      const [first, second] = [await run.describe(), await again.describe()];
      if (first.runId !== second.runId) throw new Error('Starting a run again started another one.');
      return GO_ON;
    },
  },
  {
    name: 'the run is reset to its beginning',
    part,
    ending: 'same',
    strikesAt: ({ activity }) => activity !== 'publishRun',
    strike: reset,
  },
  {
    name: 'the run is reset while it is published',
    part,
    // What is published is not run again.
    ending: 'same or published',
    strikesAt: (spot) => spot.activity === 'publishRun' && notPublished(spot),
    strike: reset,
  },
];
