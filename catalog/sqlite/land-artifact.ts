import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import { type KindColumn, required } from '../../contracts/kinds/kind.js';
import { type LandedArtifact, landedBefore } from '../landed.js';
import { keyBatch, keyColumns, onlyObjects } from '../object-keys.js';
import type { LandingKind } from '../provider.js';
import type { TakenStep } from '../run-state.js';
import { SchemaTally } from '../schema-tally.js';
import type { SqliteDatabase } from './database.js';
import type { Staging } from './staging.js';
import { isCurrent, physicalText, versionTable } from './versions.js';

/** What an artifact lands: what of it is staged, and what will be recorded. */
export interface StagedArtifact {
  readonly landed: LandedArtifact;
  /** Table of the rows that become versions, in the shape of `catalogSchema`; null when there are none. */
  readonly rows: string | null;
  /** Table of all its keys, in the shape of `keyBatch`; null when they are not needed. */
  readonly keys: string | null;
}

export interface ArtifactLanding {
  readonly database: SqliteDatabase;
  readonly staging: Staging;
  readonly taken: TakenStep;
  readonly partitionId: string;
  readonly artifact: LandingKind;
  readonly signal: AbortSignal;
}

const KEY_TABLE_COLUMNS: readonly KindColumn[] = ['object_id', 'fingerprint', 'physical'].map((name) =>
  required(name, 'text', 'See keyBatch.'),
);

/**
 * Stages one artifact. Of a source's first run all of it becomes versions; of a later one only the objects that are new
 * or changed, and nothing at all of an artifact that the published run landed too.
 */
export async function stageArtifact(landing: ArtifactLanding): Promise<StagedArtifact> {
  const { taken, artifact } = landing;
  const same = landedBefore(taken.published, artifact.kind, artifact.digest);
  if (same !== undefined) return { landed: same, rows: null, keys: null };
  return taken.baseRun === null ? stageAll(landing) : stageChanges(landing, taken.baseRun);
}

async function stageAll({ staging, artifact, signal }: ArtifactLanding): Promise<StagedArtifact> {
  const { kind, batches } = artifact;
  const { columns } = catalogSchema(kind);
  const tally = new SchemaTally();
  const rows = await staging.fill(columns, tally.counting(columns, batches()), signal);
  return { landed: landedAs(artifact, tally, { added: tally.rows, refreshed: 0 }), rows, keys: null };
}

async function stageChanges(landing: ArtifactLanding, baseRun: bigint): Promise<StagedArtifact> {
  const { staging, artifact, signal } = landing;
  const { kind, batches } = artifact;
  const columns = keyColumns(kind);
  const tally = new SchemaTally();
  const counted = tally.counting(columns, batches(columns.map(({ name }) => name)));
  async function* keysOf() {
    for await (const batch of counted) yield keyBatch(kind, batch);
  }
  const keys = await staging.fill(KEY_TABLE_COLUMNS, keysOf(), signal);
  const { changed, refreshed } = await compareKeys(landing, keys, baseRun);
  const rows =
    changed.size === 0
      ? null
      : await staging.fill(catalogSchema(kind).columns, onlyObjects(batches(), changed), signal);
  return { landed: landedAs(artifact, tally, { added: changed.size, refreshed }), rows, keys };
}

function landedAs(
  { kind, digest, raw }: LandingKind,
  tally: SchemaTally,
  changes: Pick<LandedArtifact, 'added' | 'refreshed'>,
): LandedArtifact {
  return { kind, digest, ...(raw && { raw }), same: false, ...tally.result(), ...changes };
}

/** The objects that are new or changed, and how many others have other physical values or were in another partition. */
async function compareKeys(
  { database, taken, partitionId, artifact: { kind } }: ArtifactLanding,
  keys: string,
  baseRun: bigint,
): Promise<{ changed: ReadonlySet<string>; refreshed: number }> {
  const rows = await database.read('compare the objects of an artifact', (session) =>
    session.rows<{ id: string; known: bigint }>(
      `SELECT k.object_id AS id, v.object_id IS NOT NULL AS known
       FROM ${keys} k LEFT JOIN ${versionTable(kind)} v
         ON ${isCurrent('?', '?')} AND v.object_id = k.object_id AND v.fingerprint = k.fingerprint
       WHERE v.object_id IS NULL OR v.partition_id <> ? OR ${physicalText(kind)} <> k.physical`,
      [taken.sourceId, baseRun, partitionId],
    ),
  );
  const changed = new Set(rows.filter(({ known }) => known === 0n).map(({ id }) => id));
  return { changed, refreshed: rows.length - changed.size };
}
