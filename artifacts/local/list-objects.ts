import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedObject } from '../store.js';
import { unlessMissing } from './file-operation.js';
import { isSidecar, TEMPORARY_FOLDER } from './object-path.js';

/** Objects under a folder whose keys start with a prefix, in the order of their UTF-8 bytes, as S3 lists them. */
export async function* listObjects(
  root: string,
  prefix: string,
  folder = '',
): AsyncGenerator<ListedObject, void, undefined> {
  const entries = (await unlessMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  for (const { key, isFolder } of inKeyOrder(entries, folder)) {
    // Into a folder that may hold such keys, or that lies within the prefix.
    if (isFolder && (key.startsWith(prefix) || prefix.startsWith(key))) yield* listObjects(root, prefix, key);
    if (isFolder || !key.startsWith(prefix)) continue;
    const file = await unlessMissing(stat(join(root, key)));
    if (file !== null) yield { key, sizeBytes: file.size, storedAt: file.mtime };
  }
}

/** A folder's name ends in a slash here, since that is where its keys sort: `a-b` comes before `a/b`. */
function inKeyOrder(entries: readonly Dirent[], folder: string) {
  return entries
    .filter((entry) => !isSidecar(entry.name) && !(folder === '' && entry.name === TEMPORARY_FOLDER))
    .map((entry) => ({
      key: folder + entry.name + (entry.isDirectory() ? '/' : ''),
      isFolder: entry.isDirectory(),
    }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}
