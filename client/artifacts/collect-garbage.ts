import { ARTIFACTS_PREFIX, runIdOfKey } from '../../artifacts/keys.js';
import type { ArtifactStore, ListedObject } from '../../artifacts/store.js';
import type { ArtifactClaim, ArtifactRegistry, StoredArtifact } from '../../catalog/provider.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { inLanes } from './in-lanes.js';

/** Objects the catalog is asked about at a time; runs that begin wait while those of them that are garbage are deleted. */
const BATCH_SIZE = 200;
const DELETIONS_AT_ONCE = 16;
/** Time after which a batch deletes nothing further: the store is slow, and the catalog holds up runs no longer. */
const BATCH_DEADLINE_MS = 20_000;

export interface GarbageRequest {
  /** Objects that were stored later are left alone, whoever they are of. */
  readonly storedBefore: Date;
  /** Whether what is of no run that the catalog knows is garbage too. */
  readonly unknownRuns: boolean;
  /** Whether garbage is deleted, or only counted. */
  readonly delete: boolean;
}

export interface GarbageCount {
  readonly artifacts: number;
  readonly sizeBytes: number;
}

/** Garbage of one run. */
export interface RunGarbage extends GarbageCount {
  readonly runId: string;
}

export interface GarbageSummary extends GarbageCount {
  readonly deleted: boolean;
  /** Of what was deleted, the objects whose bytes the store keeps as earlier versions. */
  readonly keptAsVersions: number;
  /** Writes that were never ended, and of which parts were left. */
  readonly unfinishedWrites: number;
  /** Objects that are kept, by the reason. */
  readonly kept: Readonly<Record<Kept, number>>;
}

/** `recent`: younger than asked for. `foreign`: not of the name of an artifact. */
type Kept = Exclude<ArtifactClaim, 'unclaimed'> | 'recent' | 'foreign';

export interface GarbageObserver {
  /** Called with the objects looked at so far. */
  progress(looked: GarbageCount): void;
  /** Called with the garbage of each run, once all of it is known or deleted. */
  found(garbage: RunGarbage): void;
}

/**
 * Finds objects of the store that no record of the catalog names and no running run will, and deletes them if asked to.
 * What is deleted is looked up in the same moment in which no run can begin, so that a run that is resumed either finds
 * all of what it has stored or makes it anew. Throws what the store or the catalog throws.
 */
export async function collectGarbage(
  registry: ArtifactRegistry,
  store: ArtifactStore,
  request: GarbageRequest,
  observer: GarbageObserver,
): Promise<GarbageSummary> {
  const kept = { registered: 0, running: 0, unknown_run: 0, recent: 0, foreign: 0 };
  const byRun = new GarbageByRun(observer);
  let looked = { artifacts: 0, sizeBytes: 0 };
  let keptAsVersions = 0;
  for await (const batch of batchesOf(store.list(ARTIFACTS_PREFIX), BATCH_SIZE)) {
    observer.progress(looked);
    const candidates: Candidate[] = [];
    for (const object of batch) {
      looked = { artifacts: looked.artifacts + 1, sizeBytes: looked.sizeBytes + object.sizeBytes };
      const runId = runIdOfKey(object.key);
      if (runId === null) kept.foreign++;
      else if (object.storedAt >= request.storedBefore) kept.recent++;
      else candidates.push({ artifactId: object.key, runId, sizeBytes: object.sizeBytes });
    }
    if (candidates.length === 0) continue;
    await registry.withClaims(candidates, async (claims) => {
      const garbage = candidates.filter((_, index) => {
        const claim = claims[index] ?? 'registered';
        if (claim === 'unclaimed' || (claim === 'unknown_run' && request.unknownRuns)) return true;
        kept[claim]++;
        return false;
      });
      if (request.delete) keptAsVersions += await deleteAll(store, garbage);
      for (const object of garbage) byRun.add(object);
    });
  }
  const unfinishedWrites = await store.sweep(request.storedBefore, { dryRun: !request.delete });
  return { ...byRun.end(), deleted: request.delete, keptAsVersions, unfinishedWrites, kept };
}

interface Candidate extends StoredArtifact {
  readonly sizeBytes: number;
}

/** Returns how many of them the store keeps as earlier versions. */
async function deleteAll(store: ArtifactStore, garbage: readonly Candidate[]): Promise<number> {
  let keptAsVersions = 0;
  const startedMs = performance.now();
  await inLanes(garbage, DELETIONS_AT_ONCE, async ({ artifactId }) => {
    if (performance.now() - startedMs > BATCH_DEADLINE_MS) {
      throw new SourceSenseError('store_unavailable', 'The artifact store takes too long to delete.', {
        remedy: 'What is deleted stays deleted; run the command again for the rest.',
      });
    }
    if ((await store.delete(artifactId)).keptAsVersion) keptAsVersions++;
  });
  return keptAsVersions;
}

/** Adds up garbage run by run: keys come in order, so that a run's are together. */
class GarbageByRun {
  readonly #observer: GarbageObserver;
  #run: RunGarbage | null = null;
  #total: GarbageCount = { artifacts: 0, sizeBytes: 0 };

  constructor(observer: GarbageObserver) {
    this.#observer = observer;
  }

  add({ runId, sizeBytes }: Candidate): void {
    if (this.#run?.runId !== runId) this.#report();
    this.#run = { runId, ...plus(this.#run ?? { artifacts: 0, sizeBytes: 0 }, sizeBytes) };
    this.#total = plus(this.#total, sizeBytes);
  }

  end(): GarbageCount {
    this.#report();
    return this.#total;
  }

  #report(): void {
    if (this.#run !== null) this.#observer.found(this.#run);
    this.#run = null;
  }
}

function plus(count: GarbageCount, sizeBytes: number): GarbageCount {
  return { artifacts: count.artifacts + 1, sizeBytes: count.sizeBytes + sizeBytes };
}

async function* batchesOf(
  objects: AsyncIterable<ListedObject>,
  size: number,
): AsyncGenerator<readonly ListedObject[], void, undefined> {
  let batch: ListedObject[] = [];
  for await (const object of objects) {
    batch.push(object);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
