import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { ActivityDeps } from '../../activities/deps.js';
import { type ActivityScope, runActivity } from '../../activities/run-activity.js';
import type { StepHeartbeat } from '../../contracts/extraction.js';
import type { Source } from '../../sources/source.js';

const forever = () => new Promise<never>(() => undefined);

/** A source that is silent for ever once it has sent a first batch. */
const silentSource = {
  type: 'fake',
  longestSilenceMs: 1000,
  async *read() {
    yield { rows: 1, columns: [] };
    await forever();
  },
} as unknown as Source;

const deps = {
  source: () => Promise.resolve(silentSource),
  store: { head: forever },
  catalog: {},
  stalledAfterMs: 60_000,
} as unknown as ActivityDeps;

type Body<T> = (deps: ActivityDeps, scope: ActivityScope) => Promise<T>;

/** Reads all of the silent source; until it is told to stop, where it listens. */
const reading =
  (listens: boolean): Body<void> =>
  async ({ source }, { signal }) => {
    const silent = await source('fake');
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        if (listens) reject(new Error('It was told to stop.'));
      });
    });
    const all = async () => {
      for await (const { rows } of silent.read({} as never, 'table', { partitionId: 'r1' } as never))
        expect(rows).toBe(1);
    };
    await Promise.race([all(), stopped]);
  };

function start<T>(body: Body<T>) {
  const environment = new MockActivityEnvironment({ activityType: 'extractTables' });
  const beats: StepHeartbeat[] = [];
  environment.on('heartbeat', (beat: StepHeartbeat) => beats.push(beat));
  const running = environment.run(() => runActivity(deps, body));
  return { environment, beats, running };
}

describe('an activity', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['listens to its signal', true],
    ['hangs on all the same', false],
  ])(
    'in which nothing moves is ended by a failure that can be retried, though its body %s',
    async (_, listens) => {
      const { running, beats } = start(reading(listens));
      const failed = running.then(forever, (error: unknown) => error);
      // A beat is a second: the source may be silent for one, and the body has 8 s to end.
      await jest.advanceTimersByTimeAsync(listens ? 2000 : 10_000);
      const failure = await failed;
      expect(failure).toBeInstanceOf(ApplicationFailure);
      expect(failure).toMatchObject({ type: 'stalled', nonRetryable: false });
      const message = /extractTables has stalled: .*, in source\.read\(table, partition r1\)/;
      expect((failure as Error).message).toMatch(message);
      expect(beats[0]).toMatchObject({ rows: 0, doing: 'source.read(table, partition r1)' });
      expect(new Set(beats.slice(0, 2).map(({ movedAt }) => movedAt)).size).toBe(1);
    },
  );

  it('whose body does not hear of a cancellation ends without it', async () => {
    const { environment, running } = start(async ({ store }) => {
      await store.head('key');
    });
    const ended = expect(running).rejects.toBeInstanceOf(CancelledFailure);
    environment.cancel();
    await jest.advanceTimersByTimeAsync(8000);
    await ended;
  });
});
