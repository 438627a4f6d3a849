import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { PAUSE_UPDATE, RESUME_UPDATE } from '../../contracts/names.js';
import { fakeActivities } from '../fakes/activities.js';
import { cancelToItsEnd, failureOf, workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, start } = workflowEnvironment();

/**
 * Activities of which `discoverSchemas`, beside which nothing else goes on, ends as `interrupted` does the first time; when
 * it has begun; and the calls of all.
 */
function interruptedAtFirst(interrupted: () => Promise<never>) {
  let begun = (): void => undefined;
  const discovering = new Promise<void>((resolve) => (begun = resolve));
  const { activities, calls } = fakeActivities(1);
  const { discoverSchemas } = activities;
  let isFirst = true;
  activities.discoverSchemas = (input) => {
    if (!isFirst) return discoverSchemas(input);
    isFirst = false;
    begun();
    return interrupted();
  };
  return { activities, discovering, calls };
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
    const { activities, discovering, calls } = interruptedAtFirst(interrupted);
    await withWorkers(activities, async () => {
      const handle = await start();
      await discovering;
      await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
      await handle.executeUpdate(RESUME_UPDATE);
      expect(await handle.result()).toMatchObject({ outcome: 'completed' });
    });
    expect(calls).not.toContain('abandonRun');
  });

  it('because of a pause, and fails for good, fails the run once it is resumed', async () => {
    const forGood = () => failWhenTold(ApplicationFailure.nonRetryable('Wrong password.', 'authentication'));
    const { activities, discovering } = interruptedAtFirst(forGood);
    await withWorkers(activities, async () => {
      const handle = await start();
      await discovering;
      await handle.executeUpdate(PAUSE_UPDATE, { args: [{}] });
      await handle.executeUpdate(RESUME_UPDATE);
      expect(await failureOf(handle.result())).toMatchObject({ type: 'authentication' });
    });
  });

  it('because the run is cancelled, leaves it cancelled', async () => {
    const { activities, discovering, calls } = interruptedAtFirst(connectionLost);
    await withWorkers(activities, async () => {
      const handle = await start();
      await discovering;
      await cancelToItsEnd(handle);
    });
    expect(calls.at(-1)).toBe('abandonRun');
  });
});
