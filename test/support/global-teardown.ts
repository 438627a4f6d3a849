/** jest's global tear-down: stops the engines and removes their folder. */
import { rmSync } from 'node:fs';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { ENGINES_VARIABLE, type TestEngines } from './engines.js';

export default async function globalTeardown(): Promise<void> {
  const published = process.env[ENGINES_VARIABLE];
  if (published !== undefined) await removeEngines((JSON.parse(published) as TestEngines).directory);
}

export async function removeEngines(directory: string): Promise<void> {
  await new ProcessLedger(directory).stopAll();
  rmSync(directory, { recursive: true, force: true });
}

/** Without this, Ctrl-C would end jest without its tear-down; npm delivers it twice, so the second does nothing more. */
export function exitOnInterruption(directory: string): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      void removeEngines(directory).finally(() => process.exit(code));
    });
  }
}
