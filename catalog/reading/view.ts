import { SourceSenseError } from '../../contracts/failure.js';
import { nearestName } from '../../contracts/nearest-name.js';
import type { ReadDialect } from './dialect.js';
import type { ResolvedView, View } from './read-model.js';

/** A view with the numbers that its versions are found by. */
export interface ReadView {
  readonly resolved: ResolvedView;
  readonly sourceId: bigint;
  readonly runNumber: bigint;
}

interface ViewRow {
  readonly sourceId: bigint;
  readonly runId: string;
  readonly runNumber: bigint;
  readonly endedAt: unknown;
  readonly published: bigint;
  readonly indexed: bigint | null;
}

/** The state that a view stands for, its entries up to date. Throws `invalid_input` when there is none. */
export async function openView(dialect: ReadDialect, view: View): Promise<ReadView> {
  const [found] = await viewRows(dialect, view);
  if (found === undefined) throw await noSuchView(dialect, view);
  if (found.indexed !== found.published) await dialect.refresh(found.sourceId);
  const { sourceId, runId, runNumber, endedAt, published } = found;
  const publishedAt = dialect.date(endedAt);
  const resolved = { source: view.source, runId, publishedAt, isCurrent: runNumber === published };
  return { resolved, sourceId, runNumber };
}

async function viewRows(dialect: ReadDialect, { source, asOf }: View): Promise<readonly ViewRow[]> {
  const { table } = dialect;
  const [condition, values] =
    asOf === undefined
      ? ['r.run_number = s.published_run', []]
      : typeof asOf === 'string'
        ? ['r.run_id = $2', [asOf]]
        : ['r.ended_at <= $2', [dialect.boundDate(asOf)]];
  return dialect.rows<ViewRow>(
    'read a source',
    `SELECT s.id AS "sourceId", r.run_id AS "runId", r.run_number AS "runNumber", r.ended_at AS "endedAt",
            s.published_run AS published, x.indexed_run AS indexed
     FROM ${table('source')} s JOIN ${table('run')} r ON r.source_id = s.id AND r.status = 'published'
     LEFT JOIN ${table('entry_state')} x ON x.source_id = s.id
     WHERE s.name = $1 AND ${condition} ORDER BY r.run_number DESC LIMIT 1`,
    [source, ...values],
  );
}

async function noSuchView(dialect: ReadDialect, { source, asOf }: View): Promise<SourceSenseError> {
  const sources = await dialect.rows<{ name: string; published: bigint | null }>(
    'list its sources',
    `SELECT name, published_run AS published FROM ${dialect.table('source')} ORDER BY name`,
    [],
  );
  const known = sources.find(({ name }) => name === source);
  if (known === undefined) {
    const nearest = nearestName(
      source,
      sources.map(({ name }) => name),
    );
    const remedy =
      nearest === null ? '`sourcesense list` shows what was extracted.' : `Did you mean ${nearest}?`;
    return new SourceSenseError('invalid_input', `The catalog has no source called ${source}.`, { remedy });
  }
  if (known.published === null) {
    return new SourceSenseError('invalid_input', `No run of ${source} is published yet.`, {
      remedy: `Wait for one, or start it with \`sourcesense extract ${source}\`.`,
    });
  }
  const wanted = asOf instanceof Date ? `until ${asOf.toISOString()}` : `as ${asOf ?? ''}`;
  return new SourceSenseError('invalid_input', `No run of ${source} was published ${wanted}.`, {
    remedy: '`sourcesense list` shows the runs.',
  });
}

/** Brings the entries of all sources up to date; returns how many versions it took in. */
export async function refreshAll(dialect: ReadDialect): Promise<number> {
  const behind = await dialect.rows<{ id: bigint }>(
    'read its sources',
    `SELECT s.id FROM ${dialect.table('source')} s LEFT JOIN ${dialect.table('entry_state')} x ON x.source_id = s.id
     WHERE s.published_run IS NOT NULL AND x.indexed_run IS DISTINCT FROM s.published_run`,
    [],
  );
  let taken = 0;
  for (const { id } of behind) taken += await dialect.refresh(id);
  return taken;
}
