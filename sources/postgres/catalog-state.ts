import { createHash } from 'node:crypto';
import type { SourceState } from '../../contracts/run-state.js';
import type { PostgresQueries } from './queries.js';
import type { ReadSession } from './session.js';
import { sideBySide } from './side-by-side.js';
import { snapshotParameters } from './snapshot.js';
import { systemIdentity } from './system-identity.js';

/** Relations that come and go, or that nothing is read of but their own row in pg_class. */
const PASSING = `
WITH passing AS MATERIALIZED (
  SELECT oid FROM pg_class WHERE relkind = 't' OR relpersistence = 't'
), temporary_schema AS MATERIALIZED (
  SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_'
)`;

/** A row that a query returned. */
type Row = readonly (string | null)[];

/** Sessions that digest the system catalogs side by side: whoever extracts waits for them. */
const SIDES = 2;

/**
 * What all definitions are made of, as a digest of the contents of the system catalogs. Content and not row versions (xmin)
 * decides, so that a server that was restored from a copy of its files can't look unchanged. Each of `inSession` is another
 * session and so another moment; what is written between them shows as any write since the run began.
 */
export async function catalogContents(
  inSession: <T>(read: (session: ReadSession) => Promise<T>, stop?: AbortSignal) => Promise<T>,
  { catalogTerms }: PostgresQueries,
): Promise<Pick<SourceState, 'fingerprint' | 'extent'>> {
  const terms = await inSession((session) => session.all(catalogTerms, []));
  const contents = await sideBySide(
    sidesOf(terms).map((sql) => (stop) => inSession((session) => session.all(sql, []), stop)),
  );
  const rows = byCatalog(contents.flat());
  // The texts too: a column that the role may read only now is another content.
  const texts = byCatalog(terms.map((term) => term.slice(0, -1)));
  return { fingerprint: digestOf([texts, rows]), extent: extentOf(rows) };
}

/** What tells the contents of all catalogs, as statements that take about as long as each other; terms come largest first. */
function sidesOf(terms: readonly Row[]): string[] {
  const sides = Array.from({ length: SIDES }, () => ({ sizeBytes: 0, contents: new Array<string>() }));
  for (const [, content, , , size] of terms) {
    const smallest = sides.reduce((least, side) => (side.sizeBytes < least.sizeBytes ? side : least));
    smallest.contents.push(content ?? '');
    smallest.sizeBytes += Number(size);
  }
  return sides.map(({ contents }) => union(contents));
}

function byCatalog(rows: readonly Row[]): Row[] {
  const name = ([catalog]: Row) => catalog ?? '';
  return [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/**
 * Whether any of it was written since a snapshot: a row is there that the snapshot did not see, or is there no more. What
 * was written and taken back meanwhile shows too, by the rows' versions.
 */
export async function wereCatalogsWritten(
  session: ReadSession,
  { catalogTerms }: PostgresQueries,
  snapshot: string,
  extent: string,
): Promise<boolean> {
  const terms = await session.all(catalogTerms, []);
  const rows = await session.all(union(terms.map(([, , written]) => written)), snapshotParameters(snapshot));
  return extentOf(rows) !== extent || rows.some(([, , isWritten]) => isWritten === 't');
}

function union(terms: readonly (string | null | undefined)[]): string {
  return `${PASSING} ${terms.join(' UNION ALL ')}`;
}

/** Rows per catalog. */
function extentOf(rows: readonly Row[]): string {
  return byCatalog(rows)
    .map(([catalog, objects]) => `${catalog ?? ''}=${objects ?? ''}`)
    .join(' ');
}

/** What a server says of itself; settings are those that decide how definitions are printed. */
const IDENTITY = `
  SELECT current_setting('server_version'),
         (SELECT d.oid::text FROM pg_database d WHERE d.datname = current_database()),
         current_user::text,
         (SELECT jsonb_object_agg(s.name, s.setting)::text FROM pg_settings s
          WHERE s.name IN ('server_encoding', 'TimeZone', 'lc_monetary', 'lc_numeric', 'xmlbinary', 'DateStyle', 'IntervalStyle',
                           'standard_conforming_strings', 'bytea_output', 'extra_float_digits')),
         pg_is_in_recovery()::text,
         has_function_privilege('pg_control_checkpoint()', 'EXECUTE')::text,
         has_function_privilege('pg_walfile_name(pg_lsn)', 'EXECUTE')::text`;

/** A server that was promoted has a new timeline at once; its control file only after a checkpoint. */
const TIMELINE_OF_PRIMARY =
  "SELECT ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int4::text";
const TIMELINE_OF_STANDBY = 'SELECT timeline_id::text FROM pg_control_checkpoint()';

/** A role that may not ask which server it is has nothing to compare: contents alone decide then. */
const UNKNOWN = 'unknown';

/** Which server, database, role and queries; see `SourceState`. */
export async function identityOf(
  session: ReadSession,
  { digest, extensionRelations }: PostgresQueries,
): Promise<SourceState['identity']> {
  const [row = []] = await session.all(IDENTITY, []);
  const [version, database, role, settings, isStandby, ...may] = row.map((value) => value ?? '');
  const [mayCheckpoint, mayWal] = may.map((value) => value === 'true');
  const ask = async (isAllowed: boolean | undefined, sql: string) => {
    if (isAllowed !== true) return UNKNOWN;
    const [answer] = await session.all(sql, []);
    return answer?.[0] ?? UNKNOWN;
  };
  const isPrimary = isStandby === 'false';
  return {
    'server version': version ?? '',
    'system identifier': (await systemIdentity(session)) ?? UNKNOWN,
    timeline: isPrimary
      ? await ask(mayWal, TIMELINE_OF_PRIMARY)
      : await ask(mayCheckpoint, TIMELINE_OF_STANDBY),
    database: database ?? '',
    role: role ?? '',
    settings: settings ?? '',
    queries: digest,
    // Filters decide by them about all that belongs to these relations.
    'set of extension members': digestOf(
      await session.all(`${extensionRelations.replace(/;\s*$/, '')} ORDER BY 1, 2, 3`, []),
    ),
  };
}
