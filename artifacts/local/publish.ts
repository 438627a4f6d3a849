import { access, link, rename, unlink } from 'node:fs/promises';
import { codeOf, unlessMissing } from './file-operation.js';

/** What `link` says where the file system has no hard links. */
const NO_HARD_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Gives a finished temporary file its name, unless the name is taken: false then, and the temporary file is left. A
 * hard link does it in one step. Where there are none, two writers may both find the name free, and the later one's
 * file stays; that is harmless, since a key is a pure function of what it holds.
 */
export async function publishNew(temporary: string, path: string, linkFile = link): Promise<boolean> {
  try {
    await linkFile(temporary, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_HARD_LINKS.includes(codeOf(error))) throw error;
    if ((await unlessMissing(access(path).then(() => true))) === true) return false;
    await rename(temporary, path);
    return true;
  }
  await unlink(temporary);
  return true;
}
