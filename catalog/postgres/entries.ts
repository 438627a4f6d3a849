import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { followRenames } from '../annotations/follow-renames.js';
import { MENTIONS, ownNameColumn, SORT_KEY_LENGTH } from '../reading/searched-kinds.js';
import { attributeValues, entryDocument, entryName, entryTerms, entryWords } from './entry-columns.js';
import type { CatalogDatabase, Session } from './pool.js';
import { versionTable } from './versions.js';

/** Changes beyond which the planner's statistics are taken anew, since they decide how a filter is answered. */
const ANALYZED_CHANGES = 1000;

/** For building and merging large parts of the search documents' index at once. */
const SETTINGS = `SET LOCAL work_mem = '64MB'`;

/** The versions `v` that are news: `$1` is the source, `$2` and `$3` the run that is known and the published one. */
const NEWS = 'v.source_id = $1 AND v.valid_from_run > $2 AND v.valid_from_run <= $3';

/**
 * Puts into the indexes what was only noted for them: every look at one reads all of its notes first, and a filter on a part
 * of a name looks two hundred times. Only the owner of an index may; for others autovacuum does it later.
 */
const MERGE_NOTES = `
  SELECT gin_clean_pending_list(c.oid) FROM pg_class c
  WHERE c.oid IN ('catalog.object_entry_terms'::regclass, 'catalog.object_entry_document'::regclass)
    AND pg_has_role(c.relowner, 'USAGE')`;

type Span = readonly [sourceId: bigint, indexedRun: bigint, publishedRun: bigint];

/**
 * Brings the entries of a source up to date with its published run, in one transaction, alone among all processes;
 * returns how many versions it took in. What it costs is proportional to what changed since the last time.
 */
export async function refreshEntries(database: CatalogDatabase, sourceId: bigint): Promise<number> {
  return database.transaction('bring its entries up to date', async (session) => {
    await lockEntries(session, sourceId);
    const [state] = await session.query<{ indexed: bigint; published: bigint }>(
      `SELECT coalesce(indexed_run, 0) AS indexed, published_run AS published
       FROM catalog.source LEFT JOIN catalog.entry_state ON source_id = id
       WHERE id = $1 AND published_run IS DISTINCT FROM indexed_run`,
      [sourceId],
    );
    if (state === undefined) return 0;
    await session.query(SETTINGS);
    const span: Span = [sourceId, state.indexed, state.published];
    const taken: Kind[] = [];
    let changes = 0;
    for (const kind of ALL_KINDS) {
      const changed = await takeIn(session, kind, span);
      if (changed > ANALYZED_CHANGES) taken.push(kind);
      changes += changed;
    }
    if (state.indexed > 0n && (await hasAnnotations(session, sourceId))) {
      for (const sql of followRenames((name) => `catalog."${name}"`)) await session.query(sql, [...span]);
    }
    await session.query(
      `INSERT INTO catalog.entry_state (source_id, indexed_run) VALUES ($1, $2)
       ON CONFLICT (source_id) DO UPDATE SET indexed_run = excluded.indexed_run`,
      [sourceId, state.published],
    );
    await session.query(MERGE_NOTES);
    if (changes > ANALYZED_CHANGES) await session.query('ANALYZE catalog.object_entry');
    for (const kind of taken) await session.query(`ANALYZE ${versionTable(kind)}`);
    return changes;
  });
}

/** Keeps all others from what reading keeps of a source, until the transaction ends. */
export async function lockEntries(session: Session, sourceId: bigint): Promise<void> {
  await session.query(`SELECT pg_advisory_xact_lock(hashtextextended('sourcesense entries', $1))`, [
    sourceId,
  ]);
}

async function hasAnnotations(session: Session, sourceId: bigint): Promise<boolean> {
  const rows = await session.query('SELECT FROM catalog.annotation WHERE source_id = $1 LIMIT 1', [sourceId]);
  return rows.length > 0;
}

/** Takes in what is new of one kind, then what is gone. */
async function takeIn(session: Session, kind: Kind, span: Span): Promise<number> {
  const [found] = await session.query<{ news: boolean }>(
    `SELECT EXISTS (SELECT FROM ${versionTable(kind)} v WHERE ${NEWS}) AS news`,
    [...span],
  );
  const added = found?.news === true ? await addEntries(session, kind, span) : 0;
  return added + (span[1] === 0n ? 0 : await closeEntries(session, kind, span));
}

async function addEntries(session: Session, kind: Kind, span: Span): Promise<number> {
  const versions = versionTable(kind);
  const [row] = await session.query<{ added: number }>(
    `WITH added AS (
       INSERT INTO catalog.object_entry (source_id, kind, object_id, parent_id, version_run, closed_run, name, sort_key,
                                         words, terms, document)
       SELECT v.source_id, '${kind}', v.object_id, v.parent_id, v.valid_from_run,
              CASE WHEN v.valid_to_run <= $3 THEN v.valid_to_run END, named.name,
              left(named.name, ${SORT_KEY_LENGTH}), ${entryWords(kind)}, ${entryTerms(kind)}, ${entryDocument(kind)}
       FROM ${versions} v CROSS JOIN LATERAL (SELECT ${entryName(kind)} AS name) named
       WHERE ${NEWS} AND (v.valid_to_run IS NULL OR v.valid_to_run > $3 OR NOT EXISTS (
         SELECT FROM ${versions} w WHERE w.source_id = v.source_id AND w.object_id = v.object_id
           AND w.valid_from_run > v.valid_from_run AND w.valid_from_run <= $3))
       ON CONFLICT (source_id, object_id, kind) DO UPDATE
       SET parent_id = excluded.parent_id, version_run = excluded.version_run, closed_run = excluded.closed_run,
           terms = excluded.terms, document = excluded.document
       RETURNING 1)
     SELECT count(*)::float8 AS added FROM added`,
    [...span],
  );
  await addValues(session, kind, span);
  if (ownNameColumn(kind) !== null) await addWords(session, kind, span);
  for (const mention of MENTIONS[kind] ?? []) {
    await session.query(
      `INSERT INTO catalog.object_mention (source_id, mentioned, kind, object_id)
       SELECT DISTINCT v.source_id, left(${mention}, ${SORT_KEY_LENGTH}), '${kind}', v.object_id
       FROM ${versions} v WHERE ${NEWS} ON CONFLICT DO NOTHING`,
      [...span],
    );
  }
  return row?.added ?? 0;
}

async function addValues(session: Session, kind: Kind, span: Span): Promise<void> {
  await session.query(
    `INSERT INTO catalog.attribute_value AS d (source_id, kind, attribute, form, value, term, objects)
     ${attributeValues(kind, versionTable(kind), NEWS)}
     ON CONFLICT (source_id, kind, attribute, value, form) DO UPDATE SET objects = d.objects + excluded.objects`,
    [...span],
  );
}

async function addWords(session: Session, kind: Kind, span: Span): Promise<void> {
  await session.query(
    `WITH words AS (
       INSERT INTO catalog.search_word (word)
       SELECT DISTINCT word
       FROM ${versionTable(kind)} v, unnest(string_to_array(${entryWords(kind)}, ' ')) AS word
       WHERE ${NEWS} AND char_length(word) BETWEEN 2 AND 63 ON CONFLICT DO NOTHING RETURNING word)
     INSERT INTO catalog.word_trigram (trigram, word)
     SELECT DISTINCT substr('  ' || word || ' ', at, 3), word
     FROM words, generate_series(1, char_length(word) + 1) AS at ON CONFLICT DO NOTHING`,
    [...span],
  );
}

/** Marks what no current version is left of. */
async function closeEntries(session: Session, kind: Kind, span: Span): Promise<number> {
  const [row] = await session.query<{ closed: number }>(
    `WITH closed AS (
       UPDATE catalog.object_entry e SET closed_run = v.valid_to_run FROM ${versionTable(kind)} v
       WHERE v.source_id = $1 AND v.valid_to_run > $2 AND v.valid_to_run <= $3
         AND e.source_id = v.source_id AND e.object_id = v.object_id AND e.kind = '${kind}'
         AND e.version_run = v.valid_from_run AND e.closed_run IS NULL
       RETURNING 1)
     SELECT count(*)::float8 AS closed FROM closed`,
    [...span],
  );
  return row?.closed ?? 0;
}
