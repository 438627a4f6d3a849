import { type FailureCategory, messageOf, SourceSenseError } from '../../contracts/failure.js';

/** What the operating system's codes mean to a caller; anything else may pass, so it is `store_unavailable`. */
const CODES: Readonly<Record<string, { readonly category: FailureCategory; readonly remedy: string }>> = {
  EACCES: { category: 'permission', remedy: 'Let the user that SourceSense runs as write to the folder.' },
  EPERM: { category: 'permission', remedy: 'Let the user that SourceSense runs as write to the folder.' },
  EROFS: { category: 'permission', remedy: 'Choose a folder on a file system that can be written to.' },
  ENAMETOOLONG: { category: 'invalid_input', remedy: 'Use a shorter run id or data folder.' },
  ENOTDIR: { category: 'invalid_input', remedy: 'A file is in the place of a folder: remove it.' },
  EEXIST: { category: 'invalid_input', remedy: 'A file is in the place of a folder: remove it.' },
  EISDIR: { category: 'invalid_input', remedy: 'A folder is in the place of a file: remove it.' },
  ENOSPC: { category: 'store_unavailable', remedy: 'Make room on the file system.' },
  EDQUOT: { category: 'store_unavailable', remedy: 'Make room, or raise the quota.' },
};

/** Runs a file operation; what the file system refuses becomes a `SourceSenseError` that names the path. */
export async function fileOperation<T>(operation: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    const { category, remedy } = CODES[code] ?? { category: 'store_unavailable', remedy: undefined };
    throw new SourceSenseError(
      category,
      `Local artifact store ${operation} failed [path=${path}, code=${code}]: ${messageOf(error)}.`,
      { cause: error, ...(remedy === undefined ? {} : { remedy }) },
    );
  }
}

/** The operating system's code of an error, or an empty text. By its shape: a test runner's realm has its own `Error`. */
export function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : '';
}

/** The result of a file operation, or null where the file or its folder is not there. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
}
