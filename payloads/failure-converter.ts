/**
 * Loaded by its path: by clients and workers, and bundled with the workflows that run encrypted. It imports nothing that
 * the workflow sandbox does not have.
 */
import { DefaultFailureConverter } from '@temporalio/common';

/** Moves the messages and stack traces of failures into payloads, which the codec encrypts. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
