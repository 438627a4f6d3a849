import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running embedded stack says of itself, for commands in other terminals; kept in the data folder. */
export interface RunningStack {
  /** Process of the stack; the file means nothing once it is gone. */
  readonly pid: number;
  /** Settings that lead to the stack, in the shape of the configuration: weaker than everything configured. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The running stack of a data folder, or null when none runs there. */
export function readRunningStack(dataDirectory: string): RunningStack | null {
  let text: string;
  try {
    text = readFileSync(runningStackFile(dataDirectory), 'utf8');
  } catch {
    return null;
  }
  const stack = parseStack(text);
  return stack !== null && isAlive(stack.pid) ? stack : null;
}

/** Makes the stack known to other processes of this user; the file holds passwords, hence mode 0600. */
export function writeRunningStack(dataDirectory: string, stack: RunningStack): void {
  const path = runningStackFile(dataDirectory);
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}

/** The stack is about to stop. */
export function removeRunningStack(dataDirectory: string): void {
  rmSync(runningStackFile(dataDirectory), { force: true });
}

function runningStackFile(dataDirectory: string): string {
  return join(dataDirectory, 'up.json');
}

/** Null for a file that a kill cut short. */
function parseStack(text: string): RunningStack | null {
  try {
    return JSON.parse(text) as RunningStack;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
