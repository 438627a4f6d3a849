import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import { type LandedArtifact, landedBefore } from '../landed.js';
import { keyColumns, onlyObjects } from '../object-keys.js';
import type { LandingKind } from '../provider.js';
import type { TakenStep } from '../run-state.js';
import { SchemaTally } from '../schema-tally.js';
import { verifyWritten } from '../verify-landing.js';
import { copyKeys, copyVersions, type CopyTarget } from './copy-rows.js';
import type { Session } from './pool.js';
import { compareKeys } from './run-keys.js';

/** An artifact, and where and for whom it lands. */
export interface ArtifactLanding {
  readonly session: Session;
  readonly runId: string;
  readonly taken: TakenStep;
  readonly partitionId: string;
  readonly artifact: LandingKind;
  readonly signal: AbortSignal;
}

/**
 * Lands one artifact. A source's first run writes all of it as versions. A later one writes its keys, asks which objects
 * are new or changed, and writes just those; nothing at all of an artifact that the published run landed too.
 */
export async function landArtifact(landing: ArtifactLanding): Promise<LandedArtifact> {
  const { taken, artifact } = landing;
  const { kind, digest, raw } = artifact;
  const known = landedBefore(taken.published, kind, digest);
  if (known !== undefined) return known;
  const { baseRun } = taken;
  const landed = await (baseRun === null ? landAll(landing) : landChanges(landing, baseRun));
  return { kind, digest, ...(raw && { raw }), same: false, ...landed };
}

type Landed = Omit<LandedArtifact, 'kind' | 'digest' | 'same'>;

async function landAll(landing: ArtifactLanding): Promise<Landed> {
  const { runId, artifact } = landing;
  const { kind, batches } = artifact;
  const tally = new SchemaTally();
  const rows = tally.counting(catalogSchema(kind).columns, batches());
  const written = await copyVersions(landing.session, targetOf(landing), rows, landing.signal);
  verifyWritten(runId, kind, tally.rows, written);
  return { ...tally.result(), added: tally.rows, refreshed: 0 };
}

async function landChanges(landing: ArtifactLanding, baseRun: bigint): Promise<Landed> {
  const { session, runId, artifact, signal } = landing;
  const { kind, batches } = artifact;
  const target = targetOf(landing);
  const tally = new SchemaTally();
  const columns = keyColumns(kind);
  const keys = tally.counting(columns, batches(columns.map(({ name }) => name)));
  const written = await copyKeys(session, target, keys, signal);
  verifyWritten(runId, kind, tally.rows, written);
  const { changed, refreshed } = await compareKeys(session, kind, { ...target, baseRun });
  if (changed.size > 0) {
    const added = await copyVersions(session, target, onlyObjects(batches(), changed), signal);
    verifyWritten(runId, kind, changed.size, added);
  }
  return { ...tally.result(), added: changed.size, refreshed };
}

function targetOf({ taken, partitionId, artifact }: ArtifactLanding): CopyTarget {
  const { runNumber, sourceId } = taken;
  return { kind: artifact.kind, runNumber, sourceId, partitionId };
}
