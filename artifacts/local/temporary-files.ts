import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from './file-operation.js';
import { TEMPORARY_FOLDER } from './object-path.js';
import { makeFolder } from './publish.js';

/** No write takes a day: a temporary file that old was left behind by a process that was killed. */
const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

/** The folder of a store's temporary files; made, and cleared of what is stale, before it is first used. */
export class TemporaryFiles {
  readonly #folder: string;
  #prepared: Promise<void> | undefined;

  constructor(root: string) {
    this.#folder = join(root, TEMPORARY_FOLDER);
  }

  /** The path of a new temporary file, which is not made yet. */
  async newPath(): Promise<string> {
    this.#prepared ??= this.sweep().catch((error: unknown) => {
      // Not for good: the disk may have room the next time.
      this.#prepared = undefined;
      throw error;
    });
    await this.#prepared;
    return join(this.#folder, randomUUID());
  }

  /** Makes the folder if need be and removes what is stale in it. */
  async sweep(): Promise<void> {
    await makeFolder(this.#folder);
    const before = Date.now() - STALE_AFTER_MS;
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const facts = await unlessMissing(stat(path));
      if (facts !== null && facts.mtimeMs < before) await rm(path, { force: true, recursive: true });
    }
  }
}
