import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestCatalog } from './catalog-providers.js';

/** Starts a program of this folder in a process of its own, on the same catalog, and waits until it says `ready`. */
export async function startCatalogProcess(
  program: string,
  { provider, settings }: TestCatalog,
): Promise<ChildProcess> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(file, [provider, JSON.stringify(settings)], { execArgv: [], env: process.env });
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${program} ended before it was ready.`);
  });
  await Promise.race([once(child, 'message'), gone]);
  gone.catch(() => undefined);
  return child;
}

/** Kills a process that is still at it, and waits until it is gone. */
export async function killAtWork(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error('The process ended by itself.');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
