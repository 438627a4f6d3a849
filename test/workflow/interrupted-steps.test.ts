import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { PAUSE_UPDATE, RESUME_UPDATE } from '../../contracts/names.js';
import { fakeActivities } from '../fakes/activities.js';
import { failureOf, workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, start } = workflowEnvironment();

/** Activities of which `extractColumns` begins, and ends as `interrupted` does the first time; and how often it began. */
function interruptedAtFirst(interrupted: () => Promise<never>) {
  let begun = (): void => undefined;
  const extracting = new Promise<void>((resolve) => (begun = resolve));
  const { activities, calls } = fakeActivities(1);
  const { extractColumns } = activities;
  let isFirst = true;
  activities.extractColumns = (input) => {
    if (!isFirst) return extractColumns(input);
    isFirst = false;
    begun();
    return interrupted();
  };
  return { activities, extracting, calls };
}

/** Beats until it is told to stop, and fails with this instead. */
async function failWhenTold(failure: ApplicationFailure): Promise<never> {
  const beat = setInterval(() => {
    Context.current().heartbeat();
  }, 50);
  await Context.current().cancelled.catch(() => undefined);
  clearInterval(beat);
  throw failure;
}

const connectionLost = () => failWhenTold(ApplicationFailure.retryable('It broke.', 'connection_lost'));
/** As when its worker is killed: Temporal hears nothing of it for longer than the heartbeat timeout. */
const lost = async () => {
  await delay(11_000);
  throw new Error('It ended when nobody waited for it any more.');
};

describe('A step that ends otherwise before it hears that it is to stop', () => {
  it.each([
    ['fails as when a connection breaks', connectionLost],
    ['is lost with its worker', lost],
  ])('because of a pause, and %s, begins again', async (_, interrupted) => {
    const { activities, extracting, calls } = interruptedAtFirst(interrupted);
    await withWorkers(activities, async () => {
      const handle = await start();
      await extracting;
      await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
      await handle.executeUpdate(RESUME_UPDATE);
      expect(await handle.result()).toMatchObject({ outcome: 'completed' });
    });
    expect(calls).not.toContain('abandonRun');
  });

  it('because of a pause, and fails for good, fails the run once it is resumed', async () => {
    const forGood = () => failWhenTold(ApplicationFailure.nonRetryable('Wrong password.', 'authentication'));
    const { activities, extracting } = interruptedAtFirst(forGood);
    await withWorkers(activities, async () => {
      const handle = await start();
      await extracting;
      await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
      await handle.executeUpdate(RESUME_UPDATE);
      expect(await failureOf(handle.result())).toMatchObject({ type: 'authentication' });
    });
  });

  it('because the run is cancelled, leaves it cancelled', async () => {
    const { activities, extracting, calls } = interruptedAtFirst(connectionLost);
    await withWorkers(activities, async () => {
      const handle = await start();
      await extracting;
      await handle.cancel();
      await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      expect((await handle.describe()).status.name).toBe('CANCELLED');
    });
    expect(calls.at(-1)).toBe('abandonRun');
  });
});
