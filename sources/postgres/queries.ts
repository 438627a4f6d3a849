import { createHash } from 'node:crypto';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { type QueryDetail, readSql, sqlForVersion } from '../load-sql.js';

/** The oldest and newest major versions that the tests run against; older ones are refused. */
export const OLDEST_SUPPORTED_MAJOR = 13;
export const NEWEST_TESTED_MAJOR = 18;

/** The SQL of one major version. */
export interface PostgresQueries {
  readonly kinds: Readonly<Record<Kind, string>>;
  /** The same without what may wait for a lock or fail for a single object; see `load-sql.ts`. */
  readonly structures: Readonly<Record<Kind, string>>;
  /** The columns of each kind's identity alone, for the name of an object that can't be read. */
  readonly names: Readonly<Record<Kind, string>>;
  /** Settings of the transaction that reads a kind, such as `enable_nestloop = off`. */
  readonly settings: Readonly<Record<Kind, readonly string[]>>;
  /** Rows of kind, schema_name, counted, filtered, denied: every kind in one statement, and so in one snapshot. */
  readonly counts: string;
  readonly partitions: string;
  readonly pieces: string;
  readonly anyLocks: string;
  readonly locks: string;
  readonly changes: string;
  readonly ownChanges: string;
  readonly dependents: string;
  readonly extensionRelations: string;
  readonly catalogTerms: string;
  /** Digest of all texts: another one may say the same of other objects, or something else of the same ones. */
  readonly digest: string;
}

/** Reads the static SQL files and turns them into the text for a server's major version. */
export function queriesForVersion(major: number): PostgresQueries {
  const query = (path: string, detail?: QueryDetail) =>
    sqlForVersion(readSql(path, import.meta.url), major, detail);
  const perKind = (detail: QueryDetail) => ofKinds((kind) => query(`./sql/${kind}.sql`, detail));
  const counts = ALL_KINDS.map((kind) => countOf(kind, query(`./counts/${kind}.sql`)));
  const kinds = perKind('full');
  const catalogTerms = query('./catalog_terms.sql');
  return {
    kinds,
    catalogTerms,
    digest: digestOf([...Object.values(kinds), ...counts, catalogTerms]),
    structures: perKind('structure'),
    names: ofKinds((kind) => namesOf(kind, query(`./sql/${kind}.sql`, 'structure'))),
    settings: ofKinds((kind) => settingsOf(readSql(`./sql/${kind}.sql`, import.meta.url))),
    counts: query('./counts/shared.sql') + counts.join('\nUNION ALL\n'),
    partitions: query('./partitions.sql'),
    pieces: query('./pieces.sql'),
    anyLocks: query('./any_locks.sql'),
    locks: query('./locks.sql'),
    changes: query('./changes.sql'),
    ownChanges: query('./own_changes.sql'),
    dependents: query('./dependents.sql'),
    extensionRelations: query('./extension_relations.sql'),
  };
}

function digestOf(texts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(text).update('\0');
  return digest.digest('hex').slice(0, 32);
}

function ofKinds<T>(of: (kind: Kind) => T): Record<Kind, T> {
  return Object.fromEntries(ALL_KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, T>;
}

/** The settings that a file asks for in its header: `-- Set: enable_nestloop = off`. */
function settingsOf(sql: string): string[] {
  return [...sql.matchAll(/^-- Set: (.*)$/gm)].map(([, setting = '']) => setting);
}

/** A query as a part of another one. */
function asSubquery(sql: string): string {
  return `(${sql.trimEnd().replace(/;$/, '')})`;
}

/** One kind's count as a term of the statement that counts all of them. */
function countOf(kind: Kind, sql: string): string {
  return `SELECT '${kind}' AS kind, counts.* FROM ${asSubquery(sql)} counts`;
}

/** What identifies a kind's objects and nothing else: the server computes no column that nobody asks for. */
function namesOf(kind: Kind, structure: string): string {
  const columns = kindDeclaration(kind)
    .identity.columns.map((name) => `"${name}"`)
    .join(', ');
  return `SELECT ${columns} FROM ${asSubquery(structure)} objects`;
}
