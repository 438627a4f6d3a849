import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { extractionWorkflowId } from '../../contracts/names.js';
import { logFields } from '../../workers/logger.js';

describe('the fields of a log line', () => {
  it.each([
    ['a run', extractionWorkflowId('my-db_1', new Date(0)), 'my-db_1'],
    ['a run that a schedule started', 'extract/my-db-2026-03-29T01:00:00Z', 'my-db'],
    ['a workflow with an id of its own', 'by-hand', null],
  ])('have the source of %s', (_, workflowId, source) => {
    expect(logFields({ workflowId })).toEqual({ correlationId: workflowId, source, workflowId });
  });

  it('have what a failure says, and not the token that answers for its task', () => {
    const error = ApplicationFailure.create({ type: 'timeout', message: 'of postgres://me:secret@host/db' });
    expect(logFields({ taskToken: 'token', error, attempt: 2 })).toEqual({
      attempt: 2,
      error: { type: 'timeout', message: 'of postgres://me:***@host/db' },
    });
  });

  it('have the stack and the cause of an error that nobody expected', () => {
    const error = new Error('unexpected', { cause: new Error('postgres://me:secret@host/db') });
    expect(logFields({ error })).toEqual({
      error: {
        message: 'unexpected',
        stack: expect.stringContaining('log-fields'),
        cause: 'postgres://me:***@host/db',
      },
    });
  });
});
