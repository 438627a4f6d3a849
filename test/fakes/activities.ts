import type { ExtractionActivities, MainActivities } from '../../activities/index.js';
import type { ArtifactRef } from '../../contracts/artifact.js';
import type { PublishedRun } from '../../catalog/provider.js';
import type {
  ExtractionPlan,
  PartitionStage,
  SourceChanges,
  SourceFacts,
} from '../../contracts/extraction.js';
import type { Partition } from '../../contracts/partition.js';
import { type Kind, kindsOfStage } from '../../contracts/kinds/index.js';

export type Activities = ExtractionActivities & MainActivities;

const FAKE_FACTS: SourceFacts = {
  sourceType: 'postgresql',
  serverVersion: '18.0',
  databaseName: 'fake',
  role: 'reader',
};

/** Rows of every kind in every partition. */
const FAKE_ROWS = 10;

/** A reference to an artifact that is nowhere. */
function fakeRef(runId: string, kind: Kind, partitionId: string, rows: number): ArtifactRef {
  const key = `runs/${runId}/raw/${kind}/${partitionId}.parquet`;
  return {
    runId,
    stage: 'raw',
    kind,
    partitionId,
    key,
    uri: `file:///${key}`,
    rows,
    sizeBytes: 100,
    sha256: '00',
  };
}

/** The plan of a source with this many relation partitions. */
function fakePlan(relationPartitions: number): ExtractionPlan {
  const relations = Array.from({ length: relationPartitions }, (_, index): Partition => ({
    partitionId: `relations-${String(index + 1).padStart(4, '0')}`,
    scope: 'relation',
    fromOid: index * 1000,
    toOid: index * 1000 + 999,
  }));
  const database: Partition = { partitionId: 'database', scope: 'database', fromOid: 0, toOid: 0 };
  return {
    partitions: [database, ...relations],
    filter: {},
    snapshot: '1:1:',
    artifacts: [],
    mode: { mode: 'full', reason: 'There was no run before.' },
    isUnchanged: false,
    partitionsAtOnce: { reading: 2, landing: 2 },
  };
}

/** What publishing answers. */
export const FAKE_PUBLISHED: PublishedRun = {
  outcome: 'completed',
  ledger: [],
  changes: { added: 1, closed: 0, unchanged: 0 },
  artifacts: { count: 6, sizeBytes: 600 },
  gaps: 0,
  moved: 0,
  cost: { sessions: 1, queries: 1, rows: 1, sizeBytes: 1, durationMs: 1 },
  outrun: [],
};

/** What a recount says of a source that has not changed. */
export const UNCHANGED: SourceChanges = { changedPartitions: [], unsettledKinds: [], snapshot: '2:2:' };

/**
 * Activities that do nothing but say they did, for states that the real ones can't be brought to at will. `calls` holds
 * their names in order; `overrides` replaces any of them.
 */
export function fakeActivities(relationPartitions: number, overrides: Partial<Activities> = {}) {
  const calls: string[] = [];
  const extract = (stage: PartitionStage) => (input: { runId: string; partition: Partition }) => {
    const { runId, partition } = input;
    const kinds = kindsOfStage(stage, partition.scope);
    return Promise.resolve(kinds.map((kind) => fakeRef(runId, kind, partition.partitionId, FAKE_ROWS)));
  };
  const activities: Activities = {
    extractTables: extract('extractTables'),
    extractColumns: extract('extractColumns'),
    discoverForeignKeys: extract('discoverForeignKeys'),
    extractObjects: extract('extractObjects'),
    analyzeDataQuality: extract('analyzeDataQuality'),
    connectDatabase: () => Promise.resolve(FAKE_FACTS),
    discoverSchemas: () => Promise.resolve(fakePlan(relationPartitions)),
    recountObjects: () => Promise.resolve(UNCHANGED),
    transformMetadata: ({ artifacts }) =>
      Promise.resolve(
        artifacts.map((ref) => ({ ...ref, stage: 'catalog', key: ref.key.replace('/raw/', '/catalog/') })),
      ),
    loadCatalog: () => Promise.resolve({ rows: {} }),
    registerArtifacts: () => Promise.resolve(),
    publishRun: () => Promise.resolve(FAKE_PUBLISHED),
    abandonRun: () => Promise.resolve(),
    ...overrides,
  };
  const recorded = Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [
      name,
      (input: never) => {
        calls.push(name);
        return (activity as (input: never) => Promise<unknown>)(input);
      },
    ]),
  ) as unknown as Activities;
  return { activities: recorded, calls };
}
