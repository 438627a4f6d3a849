import { createHash } from 'node:crypto';
import { isOfCategory, messageOf } from '../contracts/failure.js';
import type { RegisteredArtifact } from './provider.js';

/**
 * The stored bytes of a registered artifact, or null when there are none. A store that checks what it hands out throws
 * category `artifact_corrupt` where it has been altered.
 */
export type ReadStoredBytes = (artifact: RegisteredArtifact) => Promise<AsyncIterable<Uint8Array> | null>;

/** What hashing an artifact's stored bytes has found. */
export interface Verification {
  /** The registration they were compared with. */
  readonly artifact: RegisteredArtifact;
  readonly status: 'verified' | 'altered' | 'missing';
  /** What is stored instead, one sentence; null when it is what was registered. */
  readonly detail: string | null;
}

/**
 * Hashes the stored bytes of an artifact and compares them with its registration; null when there is none. Where they
 * differ and the artifact was registered anew meanwhile, having been made again, the new registration counts.
 */
export async function verifyArtifact(
  lookUp: (artifactId: string) => Promise<RegisteredArtifact | null>,
  artifactId: string,
  read: ReadStoredBytes,
  signal?: AbortSignal,
): Promise<Verification | null> {
  let artifact = await lookUp(artifactId);
  while (artifact !== null) {
    const verification = await compare(artifact, read, signal);
    if (verification.status === 'verified') return verification;
    const registeredNow = await lookUp(artifactId);
    if (registeredNow?.sha256 === artifact.sha256) return verification;
    artifact = registeredNow;
  }
  return null;
}

async function compare(
  artifact: RegisteredArtifact,
  read: ReadStoredBytes,
  signal: AbortSignal | undefined,
): Promise<Verification> {
  const bytes = await read(artifact);
  if (bytes === null) {
    const detail = `Nothing is stored under its key; it was registered as ${artifact.storageUri}.`;
    return { artifact, status: 'missing', detail };
  }
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of bytes) {
      signal?.throwIfAborted();
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (error) {
    if (!isOfCategory(error, 'artifact_corrupt')) throw error;
    return { artifact, status: 'altered', detail: messageOf(error) };
  }
  const sha256 = hash.digest('hex');
  if (sha256 === artifact.sha256 && sizeBytes === artifact.sizeBytes) {
    return { artifact, status: 'verified', detail: null };
  }
  const detail = `${sizeBytes} bytes of SHA-256 ${sha256} are stored, ${artifact.sizeBytes} of ${artifact.sha256} registered.`;
  return { artifact, status: 'altered', detail };
}
