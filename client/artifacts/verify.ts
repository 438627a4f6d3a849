import type { ArtifactStore } from '../../artifacts/store.js';
import type {
  ArtifactRegistry,
  CatalogReader,
  ReadStoredBytes,
  RegisteredArtifact,
  Verification,
} from '../../catalog/provider.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { unknownRun } from '../describe-run.js';
import { inLanes } from './in-lanes.js';

/** Objects read at a time: enough to hide the delays of a store far away, few enough for their buffers. */
const OBJECTS_AT_ONCE = 8;
const PAGE_SIZE = 1000;

/** What to verify: one artifact, those of a run, or everything that is registered. */
export type VerificationScope =
  { readonly key: string } | { readonly runId: string } | { readonly all: true };

export interface VerificationProgress {
  readonly artifacts: number;
  readonly artifactsTotal: number;
  readonly sizeBytes: number;
}

export interface VerificationSummary {
  readonly artifacts: number;
  /** Of all that were to be verified, as registered. */
  readonly sizeBytes: number;
  readonly verified: number;
  readonly altered: number;
  readonly missing: number;
}

export interface VerificationObserver {
  progress(progress: VerificationProgress): void;
  /** Called with each artifact that is altered or missing, as it is found. */
  finding(verification: Verification): void;
}

type Catalog = ArtifactRegistry & Pick<CatalogReader, 'getRun'>;

/**
 * Hashes what is stored of registered artifacts and compares it with the registry; it changes nothing. Throws
 * `invalid_input` for a key or run that the catalog does not know, or what the store throws when it does not answer.
 */
export async function verifyArtifacts(
  catalog: Catalog,
  store: ArtifactStore,
  scope: VerificationScope,
  observer: VerificationObserver,
): Promise<VerificationSummary> {
  const { artifactsTotal, artifacts } = await artifactsOf(catalog, scope);
  const counts = { verified: 0, altered: 0, missing: 0 };
  let done = 0;
  let sizeBytes = 0;
  await inLanes(artifacts, OBJECTS_AT_ONCE, async ({ artifactId }) => {
    const verification = await catalog.verify(artifactId, bytesIn(store));
    // No longer registered: nothing is said of it any more that could be wrong.
    if (verification === null) return;
    done++;
    sizeBytes += verification.artifact.sizeBytes;
    counts[verification.status]++;
    if (verification.status !== 'verified') observer.finding(verification);
    observer.progress({ artifacts: done, artifactsTotal: Math.max(artifactsTotal, done), sizeBytes });
  });
  return { artifacts: done, sizeBytes, ...counts };
}

/** Reads an artifact's bytes by its id, which is its key in every store. */
function bytesIn(store: ArtifactStore): ReadStoredBytes {
  return async ({ artifactId }) => ((await store.head(artifactId)) === null ? null : store.get(artifactId));
}

interface ArtifactSelection {
  readonly artifactsTotal: number;
  readonly artifacts: AsyncIterable<RegisteredArtifact> | Iterable<RegisteredArtifact>;
}

async function artifactsOf(catalog: Catalog, scope: VerificationScope): Promise<ArtifactSelection> {
  if ('all' in scope) {
    return { artifactsTotal: (await catalog.stats()).artifacts, artifacts: everythingRegistered(catalog) };
  }
  const artifacts = 'runId' in scope ? await ofRun(catalog, scope.runId) : [await ofKey(catalog, scope.key)];
  return { artifactsTotal: artifacts.length, artifacts };
}

async function* everythingRegistered(catalog: Catalog): AsyncGenerator<RegisteredArtifact, void, undefined> {
  let last = 0n;
  for (;;) {
    const page = await catalog.listAfter(last, PAGE_SIZE);
    yield* page;
    const next = page.at(-1)?.id;
    if (next === undefined) return;
    last = next;
  }
}

async function ofRun(catalog: Catalog, runId: string): Promise<RegisteredArtifact[]> {
  const artifacts = await catalog.listByRun(runId);
  if (artifacts.length === 0 && (await catalog.getRun(runId)) === null) throw unknownRun(runId);
  return artifacts;
}

async function ofKey(catalog: Catalog, key: string): Promise<RegisteredArtifact> {
  const artifact = await catalog.getByArtifact(key);
  if (artifact !== null) return artifact;
  throw new SourceSenseError('invalid_input', `No artifact is registered under the key ${key}.`, {
    remedy: '`sourcesense results <run>` lists those of a run.',
  });
}
