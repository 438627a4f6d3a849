import { messageOf } from '../contracts/failure.js';

/** Says what a bench is at; its result goes to the standard output. */
export function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs a bench as a program: a failure is one line, and exit code 1. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  // An interruption ends the process by `exit`, which tells the engines to stop.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  try {
    await main();
  } catch (error) {
    report(messageOf(error));
    process.exitCode = 1;
  }
}
