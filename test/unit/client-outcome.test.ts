import { describe, expect, it } from '@jest/globals';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowFailedError,
} from '@temporalio/client';
import { RetryState, TimeoutType } from '@temporalio/common';
import { EXIT_CODES } from '../../client/exit-codes.js';
import { failedEnd, runEnd } from '../../client/run-outcome.js';
import { uiLink } from '../../client/ui-link.js';
import { OUTCOMES } from '../../contracts/extraction.js';

const sentence = 'The server refused the password. Check it.';

function inActivity(cause: Error): ActivityFailure {
  return new ActivityFailure(
    'Activity task failed',
    'connectDatabase',
    '1',
    RetryState.NON_RETRYABLE_FAILURE,
    'worker',
    cause,
  );
}

describe('how a run ended', () => {
  it('is told by the deepest sentence and its category, whatever wraps it', () => {
    const root = ApplicationFailure.nonRetryable(sentence, 'authentication');
    const wrapped = ApplicationFailure.create({
      message: 'outer',
      type: 'internal',
      cause: inActivity(root),
    });
    expect(failedEnd(wrapped)).toEqual({ outcome: 'failed', category: 'authentication', message: sentence });
  });

  it('is cancelled when a cancellation is underneath', () => {
    expect(failedEnd(inActivity(new CancelledFailure('cancelled')))).toMatchObject({ outcome: 'cancelled' });
  });

  it.each([
    [new TerminatedFailure('terminated'), /terminated from outside/],
    [new TimeoutFailure('timeout', undefined, TimeoutType.START_TO_CLOSE), /did not end in its time/],
    [new Error('something else'), /something else/],
  ])('is failed with a sentence for %s', (failure, message) => {
    const end = failedEnd(failure);
    expect(end.outcome).toBe('failed');
    expect('message' in end && end.message).toMatch(message);
  });

  it('is not made up when Temporal can not be asked', async () => {
    const unreachable = new Error('no connection');
    await expect(runEnd(Promise.reject(unreachable))).rejects.toBe(unreachable);
    const failed = new WorkflowFailedError(
      'failed',
      ApplicationFailure.create({ message: sentence }),
      RetryState.TIMEOUT,
    );
    await expect(runEnd(Promise.reject(failed))).resolves.toMatchObject({ message: sentence });
  });

  it('is an exit code that is zero for a complete run only', () => {
    expect(OUTCOMES.filter((outcome) => EXIT_CODES[outcome] === 0)).toEqual(['completed']);
    expect(new Set(OUTCOMES.map((outcome) => EXIT_CODES[outcome])).size).toBe(OUTCOMES.length);
  });
});

describe('the link to a run', () => {
  it('leads to this very run in the Temporal UI', () => {
    const config = { ui_url: 'http://127.0.0.1:8233/', namespace: 'default' };
    expect(uiLink(config, 'extract/sample/1', 'run-1')).toBe(
      'http://127.0.0.1:8233/namespaces/default/workflows/extract%2Fsample%2F1/run-1',
    );
  });

  it('is left out where no UI is known', () => {
    expect(uiLink({ ui_url: undefined, namespace: 'default' }, 'extract/sample/1', 'run-1')).toBeNull();
  });
});
