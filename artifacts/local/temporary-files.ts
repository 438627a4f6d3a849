import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from './file-operation.js';
import { TEMPORARY_FOLDER } from './object-path.js';
import { makeFolder } from './folders.js';

/** The folder of a store's temporary files; made before it is first used. */
export class TemporaryFiles {
  readonly #folder: string;
  #prepared: Promise<void> | undefined;

  constructor(root: string) {
    this.#folder = join(root, TEMPORARY_FOLDER);
  }

  /** The path of a new temporary file, which is not made yet. */
  async newPath(): Promise<string> {
    this.#prepared ??= makeFolder(this.#folder).catch((error: unknown) => {
      // Not for good: the disk may have room the next time.
      this.#prepared = undefined;
      throw error;
    });
    await this.#prepared;
    return join(this.#folder, randomUUID());
  }

  /** Removes temporary files that were last written before a time, or only counts them; returns how many. */
  async sweep(before: Date, dryRun: boolean): Promise<number> {
    let stale = 0;
    for (const name of (await unlessMissing(readdir(this.#folder))) ?? []) {
      const path = join(this.#folder, name);
      const file = await unlessMissing(stat(path));
      if (file === null || file.mtimeMs >= before.getTime()) continue;
      stale++;
      if (!dryRun) await rm(path, { force: true, recursive: true });
    }
    return stale;
  }
}
