import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SourceSenseError } from '../../contracts/failure.js';
import { lockFolder } from '../../stack/folder-lock.js';
import { ProcessLedger } from '../../stack/process-ledger.js';

/** What tells a data folder of ours from any other folder. */
const MARKS = ['stack.lock', 'stack.json', 'processes.json'];

/**
 * Drops everything in a data folder, after stopping what a killed stack left running there. Throws `invalid_input` when
 * a stack runs in it, or when it does not look like a data folder: a mistyped setting must not cost somebody's files.
 */
export async function resetData(directory: string): Promise<void> {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return;
  if (!MARKS.some((mark) => existsSync(join(directory, mark)))) {
    throw new SourceSenseError('invalid_input', `${directory} holds other files than SourceSense's.`, {
      remedy: 'Correct data_directory, or empty the folder yourself.',
    });
  }
  const lock = lockFolder(directory);
  try {
    await new ProcessLedger(directory).stopAll();
    for (const entry of readdirSync(directory)) {
      if (entry !== 'stack.lock') rmSync(join(directory, entry), { recursive: true, force: true });
    }
  } finally {
    lock.release();
  }
}
