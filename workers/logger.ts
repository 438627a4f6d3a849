import {
  DefaultLogger,
  type LogLevel,
  type LogMetadata,
  makeTelemetryFilterString,
  Runtime,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { messageOf, redact } from '../contracts/failure.js';
import { connectionOfRun } from '../contracts/names.js';

const LEVELS: Readonly<Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

let installed = false;

/**
 * Sends what the Temporal SDK and workflows log through our logger; once a process. The SDK is told to leave signals
 * alone: who runs the worker decides when it stops.
 */
export function installRuntime(log: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger(log.isLevelEnabled('debug') ? 'DEBUG' : 'INFO', ({ level, message, meta }) => {
      // The SDK's own life cycle is of interest to somebody who debugs it only.
      const fromSdk = meta?.['sdkComponent'] === 'worker' || meta?.['sdkComponent'] === 'core';
      const severity = level === 'INFO' && fromSdk ? 'debug' : LEVELS[level];
      log[severity](logFields(meta ?? {}), redact(message));
    }),
    // The SDK's native part would write lines of its own form otherwise.
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
    },
    shutdownSignals: [],
  });
}

/**
 * The fields of a log line: of one that belongs to a run, its id as `correlationId` as well, which the `application_name` of
 * its sessions has, and the connection's name as `source`. Without the task's token, by which anybody could answer in the
 * worker's place.
 */
export function logFields(meta: LogMetadata): Record<string, unknown> {
  const { workflowId, error } = meta;
  return {
    ...(typeof workflowId === 'string' && { correlationId: workflowId, source: connectionOfRun(workflowId) }),
    ...meta,
    taskToken: undefined,
    ...(error !== undefined && { error: loggedError(error) }),
  };
}

/** What an error says; JSON alone would leave out the message. */
function loggedError(error: unknown): Record<string, unknown> {
  const { type, stack, cause } = (error ?? {}) as { type?: unknown; stack?: unknown; cause?: unknown };
  const message = redact(messageOf(error));
  // A failure of ours has a category and says what is wrong; of any other one needs to know where it came from.
  if (typeof type === 'string') return { type, message };
  return {
    message,
    ...(typeof stack === 'string' && { stack: redact(stack) }),
    ...(cause !== undefined && { cause: redact(messageOf(cause)) }),
  };
}
