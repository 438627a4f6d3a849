import type { ColumnBatch } from '../../contracts/column-batch.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { LandingKind } from '../provider.js';
import { copyKeys, copyVersions, type CopyTarget, onlyObjects } from './copy-rows.js';
import type { LandedArtifact, TakenStep } from './landing-steps.js';
import type { Session } from './pool.js';
import { compareKeys, keyColumns } from './run-keys.js';
import { incomplete } from './verify-landing.js';

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
  const { kind, digest } = artifact;
  const known = taken.published?.find((other) => other.kind === kind && other.digest === digest);
  if (known !== undefined) return { ...known, same: true, added: 0, refreshed: 0 };
  const { baseRun } = taken;
  const landed = await (baseRun === null ? landAll(landing) : landChanges(landing, baseRun));
  return { kind, digest, same: false, ...landed };
}

type Landed = Omit<LandedArtifact, 'kind' | 'digest' | 'same'>;

async function landAll(landing: ArtifactLanding): Promise<Landed> {
  const { kind, batches } = landing.artifact;
  const tally = new SchemaTally();
  const rows = tally.counting(catalogSchema(kind).columns, batches());
  const written = await copyVersions(landing.session, targetOf(landing), rows, landing.signal);
  verify(landing, tally.rows, written);
  return { ...tally.result(), added: tally.rows, refreshed: 0 };
}

async function landChanges(landing: ArtifactLanding, baseRun: bigint): Promise<Landed> {
  const { session, artifact, signal } = landing;
  const { kind, batches } = artifact;
  const target = targetOf(landing);
  const tally = new SchemaTally();
  const columns = keyColumns(kind);
  const keys = tally.counting(columns, batches(columns.map(({ name }) => name)));
  const written = await copyKeys(session, target, keys, signal);
  verify(landing, tally.rows, written);
  const { changed, refreshed } = await compareKeys(session, kind, { ...target, baseRun });
  if (changed.size > 0) {
    const added = await copyVersions(session, target, onlyObjects(batches(), changed), signal);
    verify(landing, changed.size, added);
  }
  return { ...tally.result(), added: changed.size, refreshed };
}

function targetOf({ taken, partitionId, artifact }: ArtifactLanding): CopyTarget {
  const { runNumber, sourceId } = taken;
  return { kind: artifact.kind, runNumber, sourceId, partitionId };
}

/** What the server says it wrote must be what was sent: a row that was dropped on the way is a loss. */
function verify({ runId, artifact }: ArtifactLanding, sent: number, written: number): void {
  if (sent === written) return;
  throw incomplete(
    `Run ${runId} did not land what it extracted (${artifact.kind}: ${sent} extracted, ${written} landed).`,
  );
}

/** Counts rows per schema as they pass; neighbours are nearly always of one schema. */
class SchemaTally {
  rows = 0;
  readonly #schemas = new Map<string | null, number>();

  async *counting(
    columns: readonly KindColumn[],
    batches: AsyncIterable<ColumnBatch>,
  ): AsyncGenerator<ColumnBatch> {
    const position = columns.findIndex(({ name }) => name === 'schema_name');
    for await (const batch of batches) {
      this.#count(batch.rows, batch.columns[position]);
      yield batch;
    }
  }

  #count(rows: number, schemas: readonly Value[] | undefined): void {
    this.rows += rows;
    for (let start = 0, end: number; start < rows; start = end) {
      const schema = schemas?.[start] ?? null;
      for (end = start + 1; end < rows && (schemas?.[end] ?? null) === schema; end++);
      const name = schema === null ? null : String(schema);
      this.#schemas.set(name, (this.#schemas.get(name) ?? 0) + end - start);
    }
  }

  result(): Pick<LandedArtifact, 'rows' | 'schemas'> {
    return { rows: this.rows, schemas: [...this.#schemas] };
  }
}
