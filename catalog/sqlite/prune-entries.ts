import { setImmediate as turn } from 'node:timers/promises';
import type { Kind } from '../../contracts/kinds/index.js';
import { keptColumns } from '../reading/attribute-values.js';
import { removeValues } from './attribute-values.js';
import type { SqliteDatabase } from './database.js';
import { refreshEntries } from './entries.js';

/**
 * Removes what reading keeps of objects that no run from `floor` on has seen. Entries are brought up to date first: of a
 * version that is gone nobody could tell any more that it was closed.
 */
export async function pruneEntries(database: SqliteDatabase, sourceId: bigint, floor: bigint): Promise<void> {
  await refreshEntries(database, sourceId);
  await database.write('remove entries of objects that are gone', (session) => {
    const gone = 'FROM object_entry WHERE source_id = ? AND closed_run <= ?';
    session.run(`DELETE FROM entry_document WHERE rowid IN (SELECT entry_id ${gone})`, [sourceId, floor]);
    session.run(`DELETE ${gone}`, [sourceId, floor]);
    session.run('DELETE FROM value_posting WHERE entry_id NOT IN (SELECT entry_id FROM object_entry)', []);
    session.run(
      `DELETE FROM object_mention AS m WHERE m.source_id = ? AND NOT EXISTS (
         SELECT 1 FROM object_entry e
         WHERE e.source_id = m.source_id AND e.object_id = m.object_id AND e.kind = m.kind)`,
      [sourceId],
    );
  });
}

/**
 * Removes the values of a kind's attributes that only versions which are gone by now had; a transaction for each
 * attribute, since others wait for it.
 */
export async function pruneValues(database: SqliteDatabase, sourceId: bigint, kind: Kind): Promise<void> {
  for (const { name } of keptColumns(kind)) {
    await database.write('remove values of versions that are gone', (session) => {
      removeValues(session, kind, name, sourceId);
    });
    await turn();
  }
}
