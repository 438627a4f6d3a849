import type { CatalogDatabase } from './pool.js';
import { refreshEntries } from './entries.js';

/**
 * Removes what reading keeps of objects that no run from `floor` on has seen. Entries are brought up to date first: of a
 * version that is gone nobody could tell any more that it was closed.
 */
export async function pruneEntries(
  database: CatalogDatabase,
  sourceId: bigint,
  floor: bigint,
): Promise<void> {
  await refreshEntries(database, sourceId);
  await database.transaction('remove entries of objects that are gone', async (session) => {
    await session.query('DELETE FROM catalog.object_entry WHERE source_id = $1 AND closed_run <= $2', [
      sourceId,
      floor,
    ]);
    await session.query(
      `DELETE FROM catalog.object_mention m WHERE m.source_id = $1 AND NOT EXISTS (
         SELECT FROM catalog.object_entry e
         WHERE e.source_id = m.source_id AND e.object_id = m.object_id AND e.kind = m.kind)`,
      [sourceId],
    );
  });
}
