import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from './file-operation.js';
import { isSidecar, TEMPORARY_FOLDER } from './object-path.js';

/** Keys under a folder that start with a prefix, in the order of their UTF-8 bytes, as S3 lists them. */
export async function* listKeys(
  root: string,
  prefix: string,
  folder = '',
): AsyncGenerator<string, void, undefined> {
  const entries = (await unlessMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  for (const { key, isFolder } of inKeyOrder(entries, folder)) {
    // Into a folder that may hold such keys, or that lies within the prefix.
    if (isFolder && (key.startsWith(prefix) || prefix.startsWith(key))) yield* listKeys(root, prefix, key);
    if (!isFolder && key.startsWith(prefix)) yield key;
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
