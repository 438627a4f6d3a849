import type { ArtifactStore } from '../../artifacts/store.js';
import { verifies } from '../../artifacts/verified-content.js';
import type { CatalogProvider, RegisteredArtifact } from '../../catalog/provider.js';
import { isOfCategory, SourceSenseError } from '../../contracts/failure.js';
import { inLanes } from '../artifacts/in-lanes.js';

/** Artifacts that are registered at a time: after a kill at most these are looked at again. */
const PAGE_SIZE = 200;
const OBJECTS_AT_ONCE = 8;

/** A catalog with the store of its artifacts. */
export interface CatalogAndStore {
  readonly catalog: CatalogProvider;
  readonly store: ArtifactStore;
}

/** An artifact that is not in its store as it is registered; it is not copied. */
export interface LostArtifact {
  readonly artifactId: string;
  readonly detail: string;
}

export interface CopiedArtifacts {
  readonly artifacts: number;
  readonly sizeBytes: number;
  readonly lost: readonly LostArtifact[];
}

/** Registered artifacts that the destination's registry lacks or has with another content, a page at a time. */
export async function* missingArtifacts(
  from: CatalogProvider,
  to: CatalogProvider,
): AsyncGenerator<readonly RegisteredArtifact[]> {
  let last = 0n;
  for (;;) {
    const page = await from.listAfter(last, PAGE_SIZE);
    const next = page.at(-1)?.id;
    if (next === undefined) return;
    last = next;
    const known = await to.registeredHashes(page.map(({ artifactId }) => artifactId));
    yield page.filter(({ artifactId, sha256 }) => known.get(artifactId) !== sha256);
  }
}

/**
 * Copies what is missing, page by page: stored, read again from the destination and hashed, then registered. Calls
 * `progress` with each artifact that is done. Throws what the stores throw when they do not answer.
 */
export async function copyArtifacts(
  from: CatalogAndStore,
  to: CatalogAndStore,
  progress: (sizeBytes: number) => void,
): Promise<CopiedArtifacts> {
  const lost: LostArtifact[] = [];
  let artifacts = 0;
  let sizeBytes = 0;
  for await (const page of missingArtifacts(from.catalog, to.catalog)) {
    const uris = new Map<string, string>();
    await inLanes(page, OBJECTS_AT_ONCE, async (artifact) => {
      const uri = await copyArtifact(from.store, to.store, artifact, lost);
      if (uri === null) return;
      uris.set(artifact.artifactId, uri);
      artifacts++;
      sizeBytes += artifact.sizeBytes;
      progress(artifact.sizeBytes);
    });
    await to.catalog.importArtifacts(
      page.flatMap((artifact) => {
        const storageUri = uris.get(artifact.artifactId);
        return storageUri === undefined ? [] : [{ ...artifact, storageUri }];
      }),
    );
  }
  return { artifacts, sizeBytes, lost };
}

/** Where the artifact is now; null when it could not be read as it is registered. */
async function copyArtifact(
  from: ArtifactStore,
  to: ArtifactStore,
  { artifactId, sha256, sizeBytes, contentType }: RegisteredArtifact,
  lost: LostArtifact[],
): Promise<string | null> {
  const source = await from.head(artifactId);
  const there = await to.head(artifactId);
  if (source === null && there?.sha256 !== sha256) {
    lost.push({ artifactId, detail: 'nothing is stored under its key' });
    return null;
  }
  try {
    const stored =
      there?.sha256 === sha256
        ? there
        : await to.put(artifactId, from.get(artifactId), {
            contentType,
            metadata: () => source?.metadata ?? {},
            ifExists: 'replace',
          });
    if (stored.sha256 !== sha256) {
      lost.push({ artifactId, detail: `it holds ${stored.sha256} instead of ${sha256}` });
      return null;
    }
    if (await verifies(to, { ...stored, sha256, sizeBytes })) return stored.uri;
  } catch (error) {
    if (!isOfCategory(error, 'artifact_corrupt')) throw error;
    lost.push({ artifactId, detail: error.message });
    return null;
  }
  throw new SourceSenseError(
    'artifact_corrupt',
    `${artifactId} does not hash to what was copied when it is read from the destination's store.`,
    { remedy: 'Find out what changes it there, and migrate again.' },
  );
}
