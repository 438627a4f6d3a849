/** jest's global tear-down: stops the engines and removes their folder. */
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { ENGINES_VARIABLE, type TestEngines } from './engines.js';

export default async function globalTeardown(): Promise<void> {
  const [first] = JSON.parse(process.env[ENGINES_VARIABLE] ?? '[]') as TestEngines[];
  if (first !== undefined) await removeEngines(dirname(first.directory));
}

/** Stops the engines of all test processes, each of which has a folder in this one. */
export async function removeEngines(root: string): Promise<void> {
  const ledgers = readdirSync(root).map((name) => new ProcessLedger(join(root, name)));
  await Promise.all(ledgers.map((ledger) => ledger.stopAll()));
  rmSync(root, { recursive: true, force: true });
}

/** Without this, Ctrl-C would end jest without its tear-down; npm delivers it twice, so the second does nothing more. */
export function exitOnInterruption(root: string): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      void removeEngines(root).finally(() => process.exit(code));
    });
  }
}
