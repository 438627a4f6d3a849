import { SourceSenseError } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { editDistance } from '../../contracts/nearest-name.js';
import { identifierWords, trigramsOf } from './identifier-words.js';
import { Bindings, type ReadDialect, type SearchedText } from './dialect.js';
import { limitOf } from './list.js';
import type { Match, SearchHit, SearchRequest } from './read-model.js';
import { openView, refreshAll } from './view.js';
import { SEARCHED_KINDS } from './searched-kinds.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 200;
/** Entries that are ranked of those that have the words: a word that half of a catalog has can't be ranked as a whole. */
const MAX_CANDIDATES = 1000;
/** Words that a text may have to be taken apart into a name and that of what it is in, in each way. */
const MOST_DIVIDED = 5;
/** Words that may stand for a mistyped one, and how much they must have in common with it, as pg_trgm has it. */
const MAX_SIMILAR = 8;
const MIN_SIMILARITY = 0.3;

/** What is looked for, taken apart. */
interface Wanted {
  /** Words of the last part of what was given. */
  readonly words: readonly string[];
  /** Words of the name of what it must be in: `orders` of `orders.total`. */
  readonly container: string | null;
  /** What the qualified name must have as well: `shop.orders.` of `shop.orders.total`. */
  readonly place: string | null;
  readonly sourceId: bigint | null;
  readonly kinds: readonly Kind[];
}

interface Found {
  readonly sourceId: bigint;
  readonly kind: Kind;
  readonly objectId: string;
  readonly name: string;
}

/** A way to find entries, tried when the better ones before it found too few. */
interface Tier {
  readonly match: Match;
  readonly find: (dialect: ReadDialect, wanted: Wanted, limit: number) => Promise<readonly Found[]>;
}

const TIERS: readonly Tier[] = [
  {
    match: 'exact',
    find: (dialect, wanted, limit) => findExact(dialect, wanted, limit, `e.kind <> 'column'`),
  },
  {
    match: 'exact',
    find: (dialect, wanted, limit) => findExact(dialect, wanted, limit, `e.kind = 'column'`),
  },
  { match: 'prefix', find: findPrefix },
  { match: 'within', find: findWithin },
  { match: 'word', find: findInText('words') },
  { match: 'similar', find: findSimilar },
  { match: 'comment', find: findInText('comment') },
  { match: 'definition', find: findInText('definition') },
];

/** See `ReadModel.search`. */
export async function search(dialect: ReadDialect, request: SearchRequest): Promise<SearchHit[]> {
  const limit = limitOf(request.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const wanted = await understand(dialect, request);
  const hits = new Map<string, Found & { readonly match: Match }>();
  const tiers = (await hasContainer(dialect, wanted)) ? TIERS : [];
  for (const { match, find } of tiers) {
    if (hits.size >= limit) break;
    for (const found of await find(dialect, wanted, limit + hits.size)) {
      const key = `${found.sourceId.toString()} ${found.kind} ${found.objectId}`;
      if (!hits.has(key) && hits.size < limit) hits.set(key, { ...found, match });
    }
  }
  return describe(dialect, [...hits.values()]);
}

async function understand(dialect: ReadDialect, { text, source, kinds }: SearchRequest): Promise<Wanted> {
  const parts = text.trim().split('.');
  const words = identifierWords(parts.at(-1) ?? '')
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) {
    throw new SourceSenseError('invalid_input', `"${text}" has no word to search for.`, {
      remedy: 'Give words of a name, a comment or a definition.',
    });
  }
  if (source === undefined) await refreshAll(dialect);
  return {
    words,
    container: parts.length > 1 ? identifierWords(parts.at(-2) ?? '') : null,
    place: parts.length > 2 ? `${parts.slice(0, -1).join('.')}.` : null,
    sourceId: source === undefined ? null : (await openView(dialect, { source })).sourceId,
    kinds: (kinds ?? SEARCHED_KINDS).filter((kind) => SEARCHED_KINDS.includes(kind)),
  };
}

/** Current entries that meet the conditions, which get their placeholders from the bindings. */
async function findEntries(
  dialect: ReadDialect,
  { container, place, sourceId, kinds }: Wanted,
  conditions: (bindings: Bindings) => readonly string[],
  order: string,
  limit: number,
): Promise<readonly Found[]> {
  if (kinds.length === 0) return [];
  const bindings = new Bindings();
  const all = [
    'e.closed_run IS NULL',
    ...conditions(bindings),
    ...(kinds.length === SEARCHED_KINDS.length
      ? []
      : [`e.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`]),
    ...(sourceId === null ? [] : [`e.source_id = ${bindings.add(sourceId)}`]),
    ...(container === null ? [] : [isIn(dialect, `p.words = ${bindings.add(container)}`)]),
    ...(place === null ? [] : [dialect.contains('e.name', bindings.add(place))]),
  ];
  return dialect.rows<Found>(
    'search',
    `SELECT e.source_id AS "sourceId", e.kind, ${dialect.id('e.object_id')} AS "objectId", e.name
     FROM ${dialect.table('object_entry')} e WHERE ${all.join(' AND ')} ${order} LIMIT ${limit}`,
    bindings.values,
  );
}

/** Whether an entry belongs to an object `p` of such a name. */
function isIn(dialect: ReadDialect, condition: string): string {
  return `(e.source_id, e.parent_id) IN (
    SELECT p.source_id, p.object_id FROM ${dialect.table('object_entry')} p
    WHERE ${condition} AND p.closed_run IS NULL)`;
}

/** Whether words begin with a text. */
function beginLike(words: string, text: string, bindings: Bindings): string {
  return `${words} >= ${bindings.add(text)} AND ${words} < ${bindings.add(`${text}\u{10ffff}`)}`;
}

/** Whether there is anything of the name that what is looked for must be in. */
async function hasContainer(dialect: ReadDialect, { container }: Wanted): Promise<boolean> {
  if (container === null) return true;
  const found = await dialect.rows(
    'search',
    `SELECT 1 FROM ${dialect.table('object_entry')} WHERE words = $1 AND closed_run IS NULL LIMIT 1`,
    [container],
  );
  return found.length > 0;
}

/** Names that are the words, whatever stands between them; tables and the like before columns, which are many. */
function findExact(
  dialect: ReadDialect,
  wanted: Wanted,
  limit: number,
  ofKind: string,
): Promise<readonly Found[]> {
  const conditions = (bindings: Bindings) => [`e.words = ${bindings.add(wanted.words.join(' '))}`, ofKind];
  return findEntries(dialect, wanted, conditions, 'ORDER BY e.sort_key', limit);
}

function findPrefix(dialect: ReadDialect, wanted: Wanted, limit: number): Promise<readonly Found[]> {
  const conditions = (bindings: Bindings) => [beginLike('e.words', wanted.words.join(' '), bindings)];
  return findEntries(dialect, wanted, conditions, 'ORDER BY e.words, e.kind, e.sort_key', limit);
}

/** Names that are the last of the words, in what has a name that begins like the first: `email` in `users` for `user email`. */
async function findWithin(dialect: ReadDialect, wanted: Wanted, limit: number): Promise<readonly Found[]> {
  const { words, container } = wanted;
  if (container !== null || words.length > MOST_DIVIDED) return [];
  const found: Found[] = [];
  for (let at = 1; at < words.length && found.length < limit; at++) {
    const [first, last] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    const conditions = (bindings: Bindings) => [
      `e.words = ${bindings.add(last)}`,
      isIn(dialect, beginLike('p.words', first, bindings)),
    ];
    found.push(...(await findEntries(dialect, wanted, conditions, 'ORDER BY e.sort_key', limit)));
  }
  return found;
}

/** Entries that have all words, or what begins with them, in one of the searched texts; shorter names first. */
function findInText(text: SearchedText): Tier['find'] {
  return (dialect, wanted, limit) =>
    findRanked(
      dialect,
      wanted,
      text,
      wanted.words.map((word) => [word]),
      limit,
    );
}

async function findRanked(
  dialect: ReadDialect,
  wanted: Wanted,
  text: SearchedText,
  alternatives: readonly (readonly string[])[],
  limit: number,
): Promise<readonly Found[]> {
  const conditions = (bindings: Bindings) => [
    dialect.matches(text, bindings.add(dialect.bindMatch(text, alternatives))),
  ];
  const found = await findEntries(dialect, wanted, conditions, '', MAX_CANDIDATES);
  const lastPart = ({ name }: Found) => name.length - name.lastIndexOf('.');
  // By all that tells them apart: stores give them in orders of their own.
  const whole = ({ name, kind, objectId, sourceId }: Found) => [name, kind, objectId, sourceId].join('\0');
  return [...found]
    .sort((a, b) => lastPart(a) - lastPart(b) || (whole(a) < whole(b) ? -1 : 1))
    .slice(0, limit);
}

/** Names with words like those that no name has as they were given: mistyped, or given in part. */
async function findSimilar(dialect: ReadDialect, wanted: Wanted, limit: number): Promise<readonly Found[]> {
  const alternatives = await Promise.all(
    wanted.words.map(async (word) => [
      word,
      ...((await isKnown(dialect, word)) ? [] : await similarWords(dialect, word)),
    ]),
  );
  return alternatives.every(({ length }) => length === 1)
    ? []
    : findRanked(dialect, wanted, 'words', alternatives, limit);
}

/** Whether some name has a word that begins like that. */
async function isKnown(dialect: ReadDialect, word: string): Promise<boolean> {
  const known = await dialect.rows(
    'search a word',
    `SELECT word FROM ${dialect.table('search_word')} WHERE word >= $1 AND word < $2 LIMIT 1`,
    [word, `${word}\u{10ffff}`],
  );
  return known.length > 0;
}

async function similarWords(dialect: ReadDialect, word: string): Promise<string[]> {
  const bindings = new Bindings();
  const trigrams = trigramsOf(word);
  // A third of a word may be wrong; two letters that changed places are two changes.
  const distance = Math.min(2, Math.floor(trigrams.length / 3));
  const sharing = await dialect.rows<{ word: string; shared: bigint }>(
    'search similar words',
    `SELECT word, count(*) AS shared FROM ${dialect.table('word_trigram')}
     WHERE trigram IN (${trigrams.map((trigram) => bindings.add(trigram)).join(', ')})
     GROUP BY word ORDER BY shared DESC, word LIMIT 200`,
    bindings.values,
  );
  return sharing
    .map(({ word: other, shared }) => {
      const similarity = Number(shared) / (trigrams.length + trigramsOf(other).length - Number(shared));
      const isClose = similarity >= MIN_SIMILARITY || editDistance(word, other) <= distance;
      return {
        other,
        isAlike: other.includes(word) || isClose,
        rank: similarity + (other.includes(word) ? 1 : 0),
      };
    })
    .filter(({ other, isAlike }) => other !== word && isAlike)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MAX_SIMILAR)
    .map(({ other }) => other);
}

/** The hits with the names of their sources and their comments. */
async function describe(
  dialect: ReadDialect,
  hits: readonly (Found & { readonly match: Match })[],
): Promise<SearchHit[]> {
  const comments = new Map<string, string | null>();
  await Promise.all(
    [...new Set(hits.map(({ kind }) => kind))].map(async (kind) => {
      for (const row of await commentsOf(dialect, kind, hits))
        comments.set(`${kind} ${row.id} ${row.source}`, row.comment);
    }),
  );
  const sources = await dialect.rows<{ id: bigint; name: string }>(
    'read its sources',
    `SELECT id, name FROM ${dialect.table('source')}`,
    [],
  );
  return hits.map(({ sourceId, kind, name, objectId, match }) => ({
    ...{ source: sources.find(({ id }) => id === sourceId)?.name ?? '', kind, name, objectId, match },
    comment: comments.get(`${kind} ${objectId} ${sourceId.toString()}`) ?? null,
  }));
}

async function commentsOf(dialect: ReadDialect, kind: Kind, hits: readonly Found[]) {
  const bindings = new Bindings();
  const ids = hits.filter((hit) => hit.kind === kind).map(({ objectId }) => bindings.add(objectId));
  return dialect.rows<{ id: string; source: bigint; comment: string | null }>(
    'read comments',
    `SELECT ${dialect.id('e.object_id')} AS id, e.source_id AS source, v.comment
     FROM ${dialect.table('object_entry')} e ${dialect.thenJoin} ${dialect.table(`${kind}_version`)} v
       ON v.source_id = e.source_id AND v.object_id = e.object_id AND v.valid_from_run = e.version_run
     WHERE e.kind = '${kind}' AND e.source_id IN (SELECT id FROM ${dialect.table('source')})
       AND e.object_id IN (${ids.join(', ')})`,
    bindings.values,
  );
}
