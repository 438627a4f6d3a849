import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { connectDatabase } from '../../activities/connect-database.js';
import type { ActivityDeps } from '../../activities/deps.js';
import { type FailureCategory, SourceSenseError } from '../../contracts/failure.js';

const FACTS = { sourceType: 'fake', serverVersion: '1', databaseName: 'd', role: 'r' };

/** Connects for a run, `wasReached` in an earlier execution or not, to a source that fails so many times. */
function connecting(failures: number, category: FailureCategory, wasReached = false) {
  const connect = jest.fn(() =>
    connect.mock.calls.length > failures
      ? Promise.resolve(FACTS)
      : Promise.reject(new SourceSenseError(category, 'No.')),
  );
  const deps = {
    source: () => Promise.resolve({ type: 'fake', longestSilenceMs: 60_000, connect }),
    store: {},
    catalog: {
      beginRun: () => Promise.resolve(),
      runState: () => Promise.resolve(wasReached ? {} : null),
      recordFacts: () => Promise.resolve(),
    },
    stalledAfterMs: 60_000,
  } as unknown as ActivityDeps;
  const environment = new MockActivityEnvironment({ activityType: 'connectDatabase' });
  const input = { runId: 'run', connection: 'fake' };
  const outcome = environment
    .run(() => connectDatabase(deps, input))
    .catch((error: unknown) => {
      const { type, name } = error as { type?: unknown; name: string };
      return { failed: type ?? name };
    });
  return { connect, outcome, environment };
}

describe('First contact', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each(['connection_lost', 'source_busy'] as const)('outlasts %s for seconds', async (category) => {
    const { connect, outcome } = connecting(4, category);
    await jest.advanceTimersByTimeAsync(7500);
    expect(await outcome).toEqual(FACTS);
    expect(connect).toHaveBeenCalledTimes(5);
  });

  it('gives up then', async () => {
    const { connect, outcome } = connecting(Infinity, 'connection_lost');
    await jest.advanceTimersByTimeAsync(7500);
    expect(await outcome).toEqual({ failed: 'connection_lost' });
    expect(connect).toHaveBeenCalledTimes(5);
  });

  it.each(['unreachable', 'authentication', 'unsupported'] as const)(
    'says at once that a source is %s',
    async (category) => {
      const { connect, outcome } = connecting(1, category);
      await jest.advanceTimersByTimeAsync(0);
      expect(await outcome).toEqual({ failed: category });
      expect(connect).toHaveBeenCalledTimes(1);
    },
  );

  it('waits for a source that is away, where the run had reached it before', async () => {
    const { connect, outcome } = connecting(2, 'unreachable', true);
    await jest.advanceTimersByTimeAsync(1500);
    expect(await outcome).toEqual(FACTS);
    expect(connect).toHaveBeenCalledTimes(3);
  });

  it('is given up when the run is cancelled meanwhile', async () => {
    const { connect, outcome, environment } = connecting(Infinity, 'source_busy');
    await jest.advanceTimersByTimeAsync(100);
    environment.cancel();
    await jest.advanceTimersByTimeAsync(100);
    expect(await outcome).toEqual({ failed: 'CancelledFailure' });
    expect(connect).toHaveBeenCalledTimes(1);
  });
});
