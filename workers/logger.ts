import { DefaultLogger, type LogLevel, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

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
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      // The SDK's own life cycle is of interest to somebody who debugs it only.
      const fromSdk = meta?.['sdkComponent'] === 'worker' || meta?.['sdkComponent'] === 'core';
      const severity = level === 'INFO' && fromSdk ? 'debug' : LEVELS[level];
      log[severity]({ ...meta }, message);
    }),
    shutdownSignals: [],
  });
}
