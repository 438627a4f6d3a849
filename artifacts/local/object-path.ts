import { join } from 'node:path';
import { SourceSenseError } from '../../contracts/failure.js';

/** Folder under the store's root that holds what is being written; on the same file system, so that it can be linked. */
export const TEMPORARY_FOLDER = '.tmp';

const SIDECAR_SUFFIX = '.meta.json';

/**
 * The file of a key. Throws `invalid_input` for a key that would lead out of the root, or into what the store keeps
 * for itself.
 */
export function objectPath(root: string, key: string): string {
  const segments = key.split('/');
  const leadsAway = segments.some((segment) => ['', '.', '..'].includes(segment)) || key.includes('\0');
  if (leadsAway || segments[0] === TEMPORARY_FOLDER || key.endsWith(SIDECAR_SUFFIX)) {
    throw new SourceSenseError(
      'invalid_input',
      `The local artifact store can't keep the key ${JSON.stringify(key)}.`,
      {
        remedy: `Parts of a key may not be empty, . or .., and the store keeps ${TEMPORARY_FOLDER}/ and *${SIDECAR_SUFFIX} for itself.`,
      },
    );
  }
  return join(root, ...segments);
}

/** The file that holds an object's facts. */
export function sidecarPath(path: string): string {
  return path + SIDECAR_SUFFIX;
}

/** Whether a file name is one of the store's own. */
export function isSidecar(name: string): boolean {
  return name.endsWith(SIDECAR_SUFFIX);
}
