import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { identifierWords, trigramsOf } from '../reading/identifier-words.js';
import { nameColumns } from '../object-keys.js';
import { followRenames } from '../annotations/follow-renames.js';
import {
  definitionColumns,
  MENTIONS,
  ownNameColumn,
  SORT_KEY_LENGTH,
  sortKeyOf,
} from '../reading/searched-kinds.js';
import { addValues } from './attribute-values.js';
import type { Session, SqliteDatabase } from './database.js';
import { objectName, versionTable } from './versions.js';

/** Characters of a comment or definition that are searched. */
const SEARCHED_LENGTH = 50_000;

const NEWS = 'v.source_id = ? AND v.valid_from_run > ? AND v.valid_from_run <= ?';

type Span = readonly [sourceId: bigint, indexedRun: bigint, publishedRun: bigint];

/**
 * Brings the entries of a source up to date with its published run, in one transaction, alone among all processes;
 * returns how many versions it took in. What it costs is proportional to what changed since the last time.
 */
export async function refreshEntries(database: SqliteDatabase, sourceId: bigint): Promise<number> {
  return database.write('bring its entries up to date', (session) => {
    const [state] = session.rows<{ indexed: bigint; published: bigint }>(
      `SELECT coalesce(indexed_run, 0) AS indexed, published_run AS published
       FROM source LEFT JOIN entry_state ON source_id = id
       WHERE id = ? AND published_run IS DISTINCT FROM indexed_run`,
      [sourceId],
    );
    if (state === undefined) return 0;
    const span: Span = [sourceId, state.indexed, state.published];
    const words = new Set<string>();
    let changes = 0;
    for (const kind of ALL_KINDS) {
      changes += addEntries(session, kind, span, words);
      if (state.indexed > 0n) changes += closeEntries(session, kind, span);
    }
    addWords(session, words);
    if (state.indexed > 0n && hasAnnotations(session, sourceId)) {
      const parameters = { 1: sourceId, 2: state.indexed, 3: state.published };
      for (const sql of followRenames((name) => `"${name}"`)) session.run(sql, parameters);
    }
    session.run(
      `INSERT INTO entry_state (source_id, indexed_run) VALUES (?, ?)
       ON CONFLICT (source_id) DO UPDATE SET indexed_run = excluded.indexed_run`,
      [sourceId, state.published],
    );
    return changes;
  });
}

function hasAnnotations(session: Session, sourceId: bigint): boolean {
  return session.rows('SELECT 1 FROM annotation WHERE source_id = ? LIMIT 1', [sourceId]).length > 0;
}

/** The name of a version `v` as people read it: routines with their argument types in parentheses. */
function entryName(kind: Kind): string {
  const columns = nameColumns(kind);
  if (columns.at(-1) !== 'argument_types') return objectName(kind);
  const names = columns.slice(0, -1).map((name) => `v."${name}"`);
  return `concat_ws('.', ${names.join(', ')}) || '(' || v."argument_types" || ')'`;
}

interface NewVersion {
  readonly objectId: string;
  readonly parentId: string | null;
  readonly fromRun: bigint;
  readonly closedRun: bigint | null;
  readonly name: string;
  readonly ownName: string | null;
  readonly comment: string | null;
  readonly definition: string | null;
}

function newVersions(session: Session, kind: Kind, [sourceId, indexed, published]: Span): NewVersion[] {
  const own = ownNameColumn(kind);
  const definitions = definitionColumns(kind).map((name) => `v."${name}"`);
  const text = (sql: string) => (own === null ? 'NULL' : `substr(${sql}, 1, ${SEARCHED_LENGTH})`);
  return session.rows<NewVersion>(
    `SELECT v.object_id AS "objectId", v.parent_id AS "parentId", v.valid_from_run AS "fromRun",
            CASE WHEN v.valid_to_run <= ? THEN v.valid_to_run END AS "closedRun", ${entryName(kind)} AS name,
            ${own === null ? 'NULL' : `v."${own}"`} AS "ownName", ${text('v."comment"')} AS comment,
            ${text(definitions.length === 0 ? 'NULL' : `concat_ws(' ', ${definitions.join(', ')})`)} AS definition
     FROM ${versionTable(kind)} v
     WHERE ${NEWS} AND (v.valid_to_run IS NULL OR v.valid_to_run > ? OR NOT EXISTS (
       SELECT 1 FROM ${versionTable(kind)} w WHERE w.source_id = v.source_id AND w.object_id = v.object_id
         AND w.valid_from_run > v.valid_from_run AND w.valid_from_run <= ?))`,
    [published, sourceId, indexed, published, published, published],
  );
}

const ADD_ENTRY = `
  INSERT INTO object_entry (source_id, kind, object_id, parent_id, version_run, closed_run, name, sort_key, words)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (source_id, object_id, kind) DO UPDATE
  SET parent_id = excluded.parent_id, version_run = excluded.version_run, closed_run = excluded.closed_run
  RETURNING entry_id AS id`;

function addEntries(session: Session, kind: Kind, span: Span, words: Set<string>): number {
  const [sourceId, indexed] = span;
  const versions = newVersions(session, kind, span);
  for (const { objectId, parentId, fromRun, closedRun, name, ownName, comment, definition } of versions) {
    const own = ownName === null ? null : identifierWords(ownName);
    const [entry] = session.rows<{ id: bigint }>(ADD_ENTRY, [
      ...[sourceId, kind, objectId, parentId, fromRun, closedRun, name],
      ...[sortKeyOf(name), own],
    ]);
    if (entry === undefined || own === null) continue;
    if (indexed > 0n) session.run('DELETE FROM entry_document WHERE rowid = ?', [entry.id]);
    session.run('INSERT INTO entry_document (rowid, words, comment, definition) VALUES (?, ?, ?, ?)', [
      ...[entry.id, own, identifierWords(comment ?? ''), identifierWords(definition ?? '')],
    ]);
    for (const word of own.split(' ')) words.add(word);
  }
  if (versions.length > 0) addValues(session, kind, span);
  for (const mention of versions.length === 0 ? [] : (MENTIONS[kind] ?? [])) {
    session.run(
      `INSERT INTO object_mention (source_id, mentioned, kind, object_id)
       SELECT v.source_id, substr(${mention}, 1, ${SORT_KEY_LENGTH}), '${kind}', v.object_id
       FROM ${versionTable(kind)} v WHERE ${NEWS} ON CONFLICT DO NOTHING`,
      [...span],
    );
  }
  return versions.length;
}

function addWords(session: Session, words: ReadonlySet<string>): void {
  for (const word of words) {
    const { length } = Array.from(word);
    if (length < 2 || length > 63) continue;
    if (session.run('INSERT INTO search_word (word) VALUES (?) ON CONFLICT DO NOTHING', [word]) === 0)
      continue;
    for (const trigram of trigramsOf(word)) {
      session.run('INSERT INTO word_trigram (trigram, word) VALUES (?, ?)', [trigram, word]);
    }
  }
}

/** Marks what no current version is left of. */
function closeEntries(session: Session, kind: Kind, span: Span): number {
  return session.run(
    `UPDATE object_entry SET closed_run = v.valid_to_run FROM ${versionTable(kind)} v
     WHERE v.source_id = ? AND v.valid_to_run > ? AND v.valid_to_run <= ?
       AND object_entry.source_id = v.source_id AND object_entry.object_id = v.object_id
       AND object_entry.kind = '${kind}' AND object_entry.version_run = v.valid_from_run
       AND object_entry.closed_run IS NULL`,
    [...span],
  );
}
