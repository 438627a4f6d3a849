import { setTimeout as sleep } from 'node:timers/promises';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { LoadCatalogInput } from '../../activities/load-catalog.js';
import { readArtifact } from '../../artifacts/checkpoint.js';
import { ARTIFACTS_PREFIX } from '../../artifacts/keys.js';
import { createParquetCodec } from '../../artifacts/parquet/registry.js';
import { RecentBatches } from '../../artifacts/recent-batches.js';
import type { RegisteredArtifact } from '../../catalog/provider.js';
import { collectGarbage } from '../../client/artifacts/collect-garbage.js';
import { verifyArtifacts } from '../../client/artifacts/verify.js';
import type { ArtifactRef, ArtifactStage } from '../../contracts/artifact.js';
import type { ExtractionResult } from '../../contracts/extraction.js';
import { identitySchema, rawSchema } from '../../contracts/kinds/batch-schemas.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { type Lane, onDatabase, READER } from './lane.js';
import { CONNECTION, type Site } from './site.js';

/*
 * What must hold when a run has ended, whatever happened to it. Each check returns sentences about what does not.
 */

/**
 * A digest of everything that the catalog says of the source, kind by kind. Databases are left out: they say since when
 * the server counts, which is another time once it was restarted.
 */
export async function digestOf({ catalog }: Site): Promise<Record<string, string>> {
  const digest: Record<string, string> = await catalog.contentDigest(CONNECTION);
  delete digest['database'];
  return digest;
}

export function compareDigests(
  expected: Record<string, string>,
  found: Record<string, string>,
  what: string,
  altered: readonly string[] = [],
): string[] {
  const kinds = Object.keys(expected).filter(
    (kind) => expected[kind] !== found[kind] && !altered.includes(kind),
  );
  return kinds.length === 0 ? [] : [`${what}: the catalog differs in ${kinds.join(', ')}.`];
}

/**
 * Everything that landed is registered, the run says how much that is, and every registered artifact is there, has its
 * hash, opens, and has as many rows as were counted.
 */
export async function checkArtifacts(
  { catalog, store }: Site,
  history: History,
  { runId, artifacts: { count } }: ExtractionResult,
): Promise<string[]> {
  const registered = await catalog.listByRun(runId);
  const keys = new Set(registered.map(({ artifactId }) => artifactId));
  const found = landedKeys(history)
    .filter((key) => !keys.has(key))
    .map((key) => `${key} landed and is not registered.`);
  if (keys.size !== count) found.push(`${keys.size} artifacts are registered, the run says ${count}.`);
  await verifyArtifacts(
    catalog,
    store,
    { runId },
    {
      progress: () => undefined,
      finding: ({ artifact, status }) => found.push(`${artifact.artifactId} is ${status}.`),
    },
  );
  const codec = await createParquetCodec('hyparquet');
  for (const artifact of registered) {
    const stored = await store.head(artifact.artifactId);
    const ref = refOf(artifact);
    const schema = ref.stage === 'raw' ? rawSchema(ref.kind) : identitySchema(ref.kind);
    let rows = 0;
    for await (const batch of readArtifact({ store, codec, recent: new RecentBatches() }, ref, schema)) {
      rows += batch.rows;
    }
    if (String(rows) !== stored?.metadata['rows'])
      found.push(`${ref.key} has ${rows} rows, not as many as it says.`);
  }
  return found;
}

/** The names of the artifacts that an execution loaded into the catalog, by its history. */
function landedKeys({ events }: History): string[] {
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
    const data = scheduled?.input?.payloads?.[0]?.data;
    if (scheduled?.activityType?.name !== 'loadCatalog' || !data) return [];
    const { artifacts } = JSON.parse(Buffer.from(data).toString()) as LoadCatalogInput;
    return artifacts.map(({ key }) => key);
  });
}

/** The reference that a registration was made of: `runs/<run>/<stage>/<kind>/<partition>.parquet`. */
function refOf({ artifactId, runId, storageUri, sizeBytes, sha256 }: RegisteredArtifact): ArtifactRef {
  const [stage, kind, file] = artifactId.split('/').slice(-3) as [ArtifactStage, Kind, string];
  const partitionId = file.replace('.parquet', '');
  return { runId, stage, kind, partitionId, key: artifactId, uri: storageUri, rows: 0, sizeBytes, sha256 };
}

/** Once swept, the store holds what is registered and nothing else. */
export async function checkOrphans({ catalog, store }: Site): Promise<string[]> {
  const sweep = () =>
    collectGarbage(
      catalog,
      store,
      { storedBefore: new Date(Date.now() + 1000), unknownRuns: true, delete: true },
      { progress: () => undefined, found: () => undefined },
    );
  await sweep();
  const found: string[] = [];
  const { unfinishedWrites, kept } = await sweep();
  if (unfinishedWrites > 0) found.push(`${unfinishedWrites} unfinished writes survive a sweep.`);
  if (kept.running > 0) found.push(`${kept.running} artifacts are kept for a run that has ended.`);
  for await (const { key } of store.list(ARTIFACTS_PREFIX)) {
    if ((await catalog.getByArtifact(key)) === null) found.push(`${key} is an orphan that survives a sweep.`);
  }
  return found;
}

/** A question about every kind, in one statement: of a table of versions, or of its view of the current state. */
async function ofEveryKind(
  { catalogDatabase }: Site,
  { catalog }: Lane,
  question: (kind: { kind: string; plural: string }) => string,
): Promise<{ kind: string; rows: number }[]> {
  const kinds = await onDatabase<{ kind: string; plural: string }>(
    catalog,
    catalogDatabase,
    'SELECT kind, plural FROM catalog.object_kind',
  );
  const answers = await onDatabase<{ kind: string; rows: number }>(
    catalog,
    catalogDatabase,
    kinds.map((one) => `SELECT '${one.kind}' AS kind, (${question(one)})::int AS rows`).join(' UNION ALL '),
  );
  return answers.filter(({ rows }) => rows > 0);
}

/** Of a run that is not published the catalog keeps its record, and no object. */
export async function checkNothingLanded(site: Site, lane: Lane, runId: string): Promise<string[]> {
  const run = await site.catalog.getRun(runId);
  if (run === null) return [];
  const landed = await ofEveryKind(
    site,
    lane,
    ({ kind }) => `SELECT count(*) FROM catalog.${kind}_version WHERE valid_from_run = ${run.runNumber}`,
  );
  return landed.map(({ kind, rows }) => `${rows} of kind ${kind} stay of ${runId}, which is not published.`);
}

/** No object is there twice. */
export async function checkDuplicates(site: Site, lane: Lane): Promise<string[]> {
  const repeated = await ofEveryKind(
    site,
    lane,
    ({ plural }) => `SELECT count(*) - count(DISTINCT (source_name, object_id)) FROM catalog.${plural}`,
  );
  return repeated.map(({ kind, rows }) => `${rows} objects of kind ${kind} are there more than once.`);
}

/** The source is left alone soon after a run has ended. */
export async function checkSessions({ source }: Lane, withinMs: number): Promise<string[]> {
  const until = Date.now() + withinMs;
  for (;;) {
    const [row] = await onDatabase<{ sessions: number; doing: string }>(
      source,
      'postgres',
      `SELECT count(*)::int AS sessions, string_agg(state || ': ' || left(query, 60), '; ') AS doing
       FROM pg_stat_activity WHERE usename = $1`,
      [READER.role],
    );
    if (row === undefined || row.sessions === 0) return [];
    if (Date.now() > until) return [`${row.sessions} sessions stay on the source (${row.doing}).`];
    await sleep(250);
  }
}

/** None of the secrets shows in any of the texts. */
export function checkSecrets(secrets: readonly string[], texts: Readonly<Record<string, string>>): string[] {
  return Object.entries(texts).flatMap(([where, text]) =>
    secrets
      .filter((secret) => text.includes(secret))
      .map((secret) => `A secret (${secret.slice(0, 7)}...) shows in ${where}.`),
  );
}
