import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import type { PublishInput } from '../../activities/publish-run.js';
import type { ExtractionProgress } from '../../contracts/extraction.js';
import { CONFIRM_UPDATE, PROGRESS_QUERY, SEARCH_ATTRIBUTES } from '../../contracts/names.js';
import { FAKE_PUBLISHED, fakeActivities } from '../fakes/activities.js';
import { cancelToItsEnd, failureOf, workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, start, client } = workflowEnvironment();

/** Activities that hold a run back unless removals are allowed, and what they were asked to publish. */
function holding(outrun: () => readonly string[] = () => []) {
  const asked: PublishInput[] = [];
  const { activities, calls } = fakeActivities(1, {
    publishRun: (input) => {
      asked.push(input);
      if (input.allowRemovals === true) return Promise.resolve({ ...FAKE_PUBLISHED, outrun: outrun() });
      const isAgain = asked.filter(({ runId }) => runId === input.runId).length > 1;
      throw isAgain
        ? ApplicationFailure.nonRetryable('Another run was published.', 'fenced')
        : ApplicationFailure.nonRetryable('It would remove much.', 'held');
    },
  });
  return { activities, calls, allowed: () => asked.map(({ allowRemovals }) => allowRemovals === true) };
}

type Handle = Awaited<ReturnType<typeof start>>;

async function untilHeld(handle: Handle): Promise<ExtractionProgress> {
  for (;;) {
    const progress = await handle.query<ExtractionProgress>(PROGRESS_QUERY);
    if (progress.outcome === 'held') return progress;
  }
}

async function shownOutcome(handle: Handle): Promise<unknown> {
  const attributes = (await handle.describe()).typedSearchAttributes.getAll();
  return attributes.find(({ key }) => key.name === SEARCH_ATTRIBUTES.outcome)?.value;
}

describe('A run that is held back', () => {
  it('is not tried again by itself, says why and until when it waits, and is published once it is confirmed', async () => {
    const { activities, calls, allowed } = holding();
    await withWorkers(activities, async () => {
      const handle = await start();
      const { message } = await untilHeld(handle);
      expect(message).toMatch(
        /^It would remove much\. It waits until \d{4}-\d\d-\d\d \d\d:\d\d UTC, then it ends as failed\.$/,
      );
      expect(await shownOutcome(handle)).toBe('held');
      expect(allowed()).toEqual([false]);
      await handle.executeUpdate(CONFIRM_UPDATE);
      expect((await handle.result()).outcome).toBe('completed');
      const done = await handle.query<ExtractionProgress>(PROGRESS_QUERY);
      expect([done.outcome, done.message, await shownOutcome(handle)]).toEqual([
        'completed',
        undefined,
        'completed',
      ]);
    });
    expect(allowed()).toEqual([false, true]);
    expect(calls).not.toContain('abandonRun');
  });

  it('takes one confirmation', async () => {
    const { activities } = holding();
    await withWorkers(activities, async () => {
      const handle = await start();
      await untilHeld(handle);
      const answers = await Promise.allSettled([
        handle.executeUpdate(CONFIRM_UPDATE),
        handle.executeUpdate(CONFIRM_UPDATE),
      ]);
      const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
      expect(refused.map(({ reason }) => (reason as Error).name)).toEqual(['WorkflowUpdateFailedError']);
      await handle.result();
    });
  });

  it('is given up when it is cancelled', async () => {
    const { activities, calls } = holding();
    await withWorkers(activities, async () => {
      const handle = await start();
      await untilHeld(handle);
      await cancelToItsEnd(handle);
      expect(await shownOutcome(handle)).toBe('cancelled');
    });
    expect(calls.at(-1)).toBe('abandonRun');
  });

  it('ends as soon as another run of its source is published', async () => {
    const held: string[] = ['extract/fake/ended-long-ago'];
    const { activities, calls } = holding(() => held);
    await withWorkers(activities, async () => {
      const first = await start();
      held.push(first.workflowId);
      await untilHeld(first);
      await (await start({ connection: 'fake', allowRemovals: true })).result();
      expect(await failureOf(first.result())).toMatchObject({
        type: 'fenced',
        message: 'Another run was published.',
      });
    });
    expect(calls.at(-1)).toBe('abandonRun');
  });

  it('waits for a week at most', async () => {
    const { activities } = holding();
    const { events } = await withWorkers(activities, async () => {
      const handle = await start();
      await untilHeld(handle);
      await handle.terminate();
      return client().workflow.getHandle(handle.workflowId).fetchHistory();
    });
    const timers = events?.flatMap(({ timerStartedEventAttributes }) => timerStartedEventAttributes ?? []);
    expect(timers?.map(({ startToFireTimeout }) => Number(startToFireTimeout?.seconds))).toEqual([
      7 * 86_400,
    ]);
  });
});
