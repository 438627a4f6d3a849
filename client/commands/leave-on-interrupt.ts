import { EXIT_CODES } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';

/** Ctrl-C ends the watching, not the run. */
export function leaveOnInterrupt(terminal: Terminal, runId: string): void {
  process.once('SIGINT', () => {
    terminal.note(`\nThe run goes on. To stop it: sourcesense cancel ${runId}`);
    process.exit(EXIT_CODES.interrupted);
  });
}
