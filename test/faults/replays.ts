import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { WORKFLOW_BUNDLE } from '../../workers/bundle-workflows.js';

/** Replays histories one after another: the SDK's runtime ends with its last worker, while another may be about to begin. */
export class Replays {
  #last: Promise<unknown> = Promise.resolve();

  /** What is wrong with a history, if something is. */
  violationsOf(history: History): Promise<string[]> {
    const next = this.#last.then(() => replay(history));
    this.#last = next;
    return next;
  }
}

async function replay(history: History): Promise<string[]> {
  try {
    await Worker.runReplayHistory({ workflowBundle: { codePath: WORKFLOW_BUNDLE } }, history);
    return [];
  } catch (error) {
    return [`The history does not replay: ${String(error)}`];
  }
}
