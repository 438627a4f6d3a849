import type { ColumnBatch } from '../../contracts/column-batch.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { LandingKind } from '../provider.js';
import { copyKeys, copyVersions, type CopyTarget, onlyObjects } from './copy-rows.js';
import type { LandedArtifact, TakenStep } from './landing-steps.js';
import type { Session } from './pool.js';
import { compareKeys, keyColumns } from './run-keys.js';

/**
 * Lands one artifact. A source's first run writes all of it as versions. A later one writes its keys, asks which objects
 * are new or changed, and writes just those; nothing at all of an artifact that the published run landed too.
 */
export async function landArtifact(
  session: Session,
  taken: TakenStep,
  partitionId: string,
  { kind, sha256, batches }: LandingKind,
  signal: AbortSignal,
): Promise<LandedArtifact> {
  const { runNumber, sourceId, baseRun, published } = taken;
  const known = published?.find((artifact) => artifact.kind === kind && artifact.sha256 === sha256);
  if (known !== undefined) return { ...known, same: true, added: 0, refreshed: 0 };
  const target: CopyTarget = { kind, runNumber, sourceId, partitionId };
  const tally = new SchemaTally();
  if (baseRun === null) {
    const { columns } = catalogSchema(kind);
    await copyVersions(session, target, tally.counting(columns, batches()), signal);
    return { kind, sha256, ...tally.result(), same: false, added: tally.rows, refreshed: 0 };
  }
  const columns = keyColumns(kind);
  const keys = batches(columns.map(({ name }) => name));
  await copyKeys(session, target, tally.counting(columns, keys), signal);
  const { changed, refreshed } = await compareKeys(session, kind, { ...target, baseRun });
  const added = new SchemaTally();
  if (changed.size > 0) {
    const rows = onlyObjects(batches(), changed);
    await copyVersions(session, target, added.counting(catalogSchema(kind).columns, rows), signal);
  }
  return { kind, sha256, ...tally.result(), same: false, added: added.rows, refreshed };
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
