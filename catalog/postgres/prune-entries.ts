import type { Kind } from '../../contracts/kinds/index.js';
import { lockEntries, refreshEntries } from './entries.js';
import { attributeValues } from './entry-columns.js';
import type { CatalogDatabase } from './pool.js';
import { versionTable } from './versions.js';

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

/** Removes the values of a kind's attributes that only versions which are gone by now had. */
export async function pruneValues(database: CatalogDatabase, sourceId: bigint, kind: Kind): Promise<void> {
  await database.transaction('remove values of versions that are gone', async (session) => {
    // Nobody takes in versions that the statement below does not see.
    await lockEntries(session, sourceId);
    await session.query(
      `DELETE FROM catalog.attribute_value d WHERE d.source_id = $1 AND d.kind = '${kind}' AND NOT EXISTS (
         SELECT FROM (${attributeValues(kind, versionTable(kind), 'v.source_id = $1')})
           AS left_over (source_id, kind, attribute, form, value, term, objects)
         WHERE left_over.attribute = d.attribute AND left_over.form = d.form AND left_over.value = d.value)`,
      [sourceId],
    );
  });
}
