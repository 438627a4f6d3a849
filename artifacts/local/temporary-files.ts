import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { unlessMissing } from './file-operation.js';
import { TEMPORARY_FOLDER } from './object-path.js';
import { makeFolder } from './folders.js';

/** The folder of a store's temporary files; made before it is first used. */
export class TemporaryFiles {
  readonly #folder: string;
  /** Names of files that this process is writing. */
  readonly #inUse = new Set<string>();
  #prepared: Promise<void> | undefined;

  constructor(root: string) {
    this.#folder = join(root, TEMPORARY_FOLDER);
  }

  /** The path of a new temporary file, which is not made yet; it is kept from being swept until it is released. */
  async newPath(): Promise<string> {
    this.#prepared ??= makeFolder(this.#folder).catch((error: unknown) => {
      // Not for good: the disk may have room the next time.
      this.#prepared = undefined;
      throw error;
    });
    await this.#prepared;
    const name = randomUUID();
    this.#inUse.add(name);
    return join(this.#folder, name);
  }

  /** The file of a path is gone, or of use to nobody. */
  release(path: string): void {
    this.#inUse.delete(basename(path));
  }

  /** Removes temporary files, but those in use here, that were last written before a time, or only counts them; returns how many. */
  async sweep(before: Date, dryRun: boolean): Promise<number> {
    let stale = 0;
    for (const name of (await unlessMissing(readdir(this.#folder))) ?? []) {
      if (this.#inUse.has(parse(name).name)) continue;
      const path = join(this.#folder, name);
      const file = await unlessMissing(stat(path));
      if (file === null || file.mtimeMs >= before.getTime()) continue;
      stale++;
      if (!dryRun) await rm(path, { force: true, recursive: true });
    }
    return stale;
  }
}
