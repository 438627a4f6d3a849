import { mkdir, open, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './file-operation.js';

/** Times a folder is made again that was removed, because it was empty, before a file got into it. */
const FOLDER_ATTEMPTS = 5;

/** Makes a folder with its parents, all of them durable: a new name is safe once the folder that holds it is synced. */
export async function makeFolder(path: string): Promise<void> {
  const firstCreated = await mkdir(path, { recursive: true });
  if (firstCreated === undefined) return;
  for (let folder = path; ; folder = dirname(folder)) {
    await syncFolder(dirname(folder));
    if (folder === firstCreated || folder === dirname(folder)) return;
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes a folder and runs what puts a file into it; again where somebody who emptied the folder has just removed it. */
export async function inFolder<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await makeFolder(path);
      return await work();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || attempt === FOLDER_ATTEMPTS) throw error;
    }
  }
}

/** Removes a folder and its parents below the root, as far up as they are empty. */
export async function removeEmptyFolders(path: string, root: string): Promise<void> {
  for (let folder = path; folder !== root; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch (error) {
      // Not empty: what Linux, macOS and Windows say of it. Gone: somebody else removes them too.
      if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY', 'ENOENT'].includes(codeOf(error))) return;
      throw error;
    }
  }
}
