import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { PAUSE_UPDATE, RESUME_UPDATE } from '../../contracts/names.js';
import { fakeActivities } from '../fakes/activities.js';
import { cancelToItsEnd, failureOf, workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, start } = workflowEnvironment();

/**
 * Activities of which one ends as `interrupted` does the first time; when it has begun; and the calls of all. Nothing else
 * goes on beside `discoverSchemas`.
 */
function interruptedAtFirst(
  interrupted: () => Promise<never>,
  step: 'discoverSchemas' | 'extractColumns' = 'discoverSchemas',
) {
  let begun = (): void => undefined;
  const underWay = new Promise<void>((resolve) => (begun = resolve));
  const { activities, calls } = fakeActivities(3);
  const whole = activities[step] as (input: never) => Promise<unknown>;
  let isFirst = true;
  Object.assign(activities, {
    [step]: (input: never) => {
      if (!isFirst) return whole(input);
      isFirst = false;
      begun();
      return interrupted();
    },
  });
  return { activities, underWay, calls };
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
    const { activities, underWay, calls } = interruptedAtFirst(interrupted);
    await withWorkers(activities, async () => {
      const handle = await start();
      await underWay;
      await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
      await handle.executeUpdate(RESUME_UPDATE);
      expect(await handle.result()).toMatchObject({ outcome: 'completed' });
    });
    expect(calls).not.toContain('abandonRun');
  });

  it('because of a pause, and fails for good, fails the run though others wait for its resumption', async () => {
    const forGood = () => failWhenTold(ApplicationFailure.nonRetryable('Wrong password.', 'authentication'));
    const { activities, underWay, calls } = interruptedAtFirst(forGood, 'extractColumns');
    await withWorkers(activities, async () => {
      const handle = await start();
      await underWay;
      await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
      expect(await failureOf(handle.result())).toMatchObject({ type: 'authentication' });
    });
    expect(calls.at(-1)).toBe('abandonRun');
  });

  it('because the run is cancelled, leaves it cancelled', async () => {
    const { activities, underWay, calls } = interruptedAtFirst(connectionLost);
    await withWorkers(activities, async () => {
      const handle = await start();
      await underWay;
      await cancelToItsEnd(handle);
    });
    expect(calls.at(-1)).toBe('abandonRun');
  });
});
