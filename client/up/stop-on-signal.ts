import { EXIT_CODES } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';

export interface Stopping {
  /** From now on the first signal is a request; before, and for the second one, the process ends at once. */
  gracefully(): void;
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Resolves on the first signal. */
  readonly requested: Promise<void>;
}

/** Takes SIGINT (Ctrl-C), SIGTERM and SIGHUP (the terminal was closed) over. */
export function stopOnSignal(terminal: Terminal): Stopping {
  const controller = new AbortController();
  const { signal } = controller;
  let graceful = false;
  const requested = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  const onSignal = () => {
    terminal.note('\nStopping ...');
    if (!graceful || signal.aborted) process.exit(EXIT_CODES.interrupted);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return {
    gracefully: () => {
      graceful = true;
    },
    signal,
    requested,
  };
}
