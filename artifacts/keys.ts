import type { ArtifactId } from '../contracts/artifact.js';
import { SourceSenseError } from '../contracts/failure.js';

/** What the key of every artifact starts with. */
export const ARTIFACTS_PREFIX = 'runs/';

/**
 * Where an artifact is kept: `runs/<run id>/<stage>/<kind>/<partition>.parquet`. Distinct ids get distinct keys: bytes
 * outside `A-Za-z0-9._-` are percent-encoded, the percent sign among them, and only a run id may keep its slashes.
 * Throws `invalid_input` for an id with an empty part, which a file system would drop.
 */
export function artifactKey(id: ArtifactId): string {
  const runSegments = id.runId.split('/').map((part) => segment(id, part));
  const file = `${segment(id, id.partitionId)}.parquet`;
  return ARTIFACTS_PREFIX + [...runSegments, segment(id, id.stage), segment(id, id.kind), file].join('/');
}

/** The id of the run whose artifact has that key; null for a key that no artifact has. */
export function runIdOfKey(key: string): string | null {
  if (!key.startsWith(ARTIFACTS_PREFIX) || !key.endsWith('.parquet')) return null;
  try {
    const segments = key
      .slice(ARTIFACTS_PREFIX.length, -'.parquet'.length)
      .split('/')
      .map(decodeURIComponent);
    const [stage, kind, partitionId] = segments.slice(-3);
    const id = { runId: segments.slice(0, -3).join('/'), stage, kind, partitionId } as ArtifactId;
    return artifactKey(id) === key ? id.runId : null;
  } catch {
    return null;
  }
}

function segment({ runId, partitionId }: ArtifactId, part: string): string {
  if (part === '') {
    throw new SourceSenseError(
      'invalid_input',
      `No artifact key can be made of run id ${JSON.stringify(runId)} and partition ${JSON.stringify(partitionId)}.`,
      {
        remedy: 'Neither may be empty, and a run id may not start or end with a slash or have two in a row.',
      },
    );
  }
  // A part of dots alone would lead out of its folder.
  if (part === '.' || part === '..') return part.replaceAll('.', '%2E');
  return part.replace(/[^A-Za-z0-9._-]+/gu, percentEncode);
}

/** Every byte, where encodeURIComponent would leave some punctuation as it is. */
function percentEncode(text: string): string {
  return Array.from(
    Buffer.from(text, 'utf8'),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}
