import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.js';
import { ProcessLedger } from './process-ledger.js';

/**
 * Removes everything in a data folder, after stopping what a killed owner left running there.
 *
 * @throws SourceSenseError `invalid_input` when another process runs a stack in this folder
 */
export async function resetDataFolder(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const lock = lockFolder(directory);
  await new ProcessLedger(directory).stopAll();
  for (const entry of readdirSync(directory)) {
    if (entry !== lock.name) rmSync(join(directory, entry), { recursive: true, force: true });
  }
  lock.release();
}
