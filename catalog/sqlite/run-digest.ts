import type Database from 'better-sqlite3';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { RunDigest } from '../transfer.js';
import { digestOfRows, rowColumns, rowTexts } from './content-digest.js';
import type { SqlValue } from './database.js';
import { versionTable } from './versions.js';

/** Versions of a source that a run added. */
function addedQuery(kind: Kind): string {
  return `SELECT ${rowColumns(kind)} FROM ${versionTable(kind)} v
    WHERE v.source_id = ? AND v.valid_from_run = ? ORDER BY v.object_id`;
}

/** Versions that a run closed, by object and by the run that had added them. */
function closedQuery(kind: Kind): string {
  return `SELECT v.object_id, f.run_id FROM ${versionTable(kind)} v JOIN run f ON f.run_number = v.valid_from_run
    WHERE v.source_id = ? AND v.valid_to_run = ? ORDER BY v.object_id`;
}

/** Of a run, by the number of its source and its own. */
export function runDigest(connection: Database.Database, sourceId: bigint, runNumber: bigint): RunDigest {
  const digestOf = (sql: string, texts: ReturnType<typeof rowTexts>) =>
    digestOfRows(connection.prepare<SqlValue[], SqlValue[]>(sql).raw().iterate(sourceId, runNumber), texts);
  const digests: Record<keyof RunDigest, Partial<Record<Kind, string>>> = { added: {}, closed: {} };
  for (const kind of ALL_KINDS) {
    const added = digestOf(addedQuery(kind), rowTexts(kind));
    const closed = digestOf(closedQuery(kind), []);
    if (added !== null) digests.added[kind] = added;
    if (closed !== null) digests.closed[kind] = closed;
  }
  return digests;
}
