import type { LedgerLine } from '../../contracts/extraction.js';
import type { CatalogReader } from '../provider.js';
import { getObject } from './detail.js';
import type { ReadDialect } from './dialect.js';
import { listObjects } from './list.js';
import type { ReadModel } from './read-model.js';
import { openView, refreshAll } from './view.js';
import { search } from './search.js';

/** The read model over a provider's database; `reader` gives what is kept of runs. */
export function createReadModel(
  dialect: ReadDialect,
  reader: Pick<CatalogReader, 'getGaps' | 'getLedger'>,
): ReadModel {
  return {
    countObjects: async (view) => {
      const { resolved } = await openView(dialect, view);
      const lines: readonly LedgerLine[] = await reader.getLedger(resolved.runId);
      const kinds = lines
        .map(({ kind, extracted, unchanged }) => ({ kind, objects: extracted + unchanged }))
        .filter(({ objects }) => objects > 0);
      return { ...resolved, kinds };
    },
    listObjects: (request) => listObjects(dialect, request),
    getObject: (view, name, kind) =>
      getObject(dialect, (runId) => reader.getGaps(runId), { view, name, kind }),
    refreshAll: () => refreshAll(dialect),
    search: (request) => search(dialect, request),
    refresh: async (source) => {
      const [row] = await dialect.rows<{ id: bigint }>(
        'read a source',
        `SELECT id FROM ${dialect.table('source')} WHERE name = $1 AND published_run IS NOT NULL`,
        [source],
      );
      return row === undefined ? 0 : dialect.refresh(row.id);
    },
  };
}
