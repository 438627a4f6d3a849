import type { Availability, Capability } from '../../../contracts/examination.js';
import { isOfCategory } from '../../../contracts/failure.js';
import { ALL_KINDS, type Kind } from '../../../contracts/kinds/index.js';
import { countsFrom } from '../inventory.js';
import { type OidRange, rangeValues } from '../oid-range.js';
import type { ReadSession } from '../session.js';
import type { Examination } from './examination.js';
import { grantEach } from './statements.js';

/** A name of `pg_catalog` that a query uses and the role may not, and the privilege that is missing. */
export interface DeniedName {
  readonly name: string;
  readonly privilege: string;
  /** Whether other columns of the relation are open to it. */
  readonly isPartial: boolean;
}

/** A query without its comments and literals: what they name ('pg_authid'::regclass), it does not read. */
export function codeOf(sql: string): string {
  return sql.replace(/--[^\n]*|'(?:[^']|'')*'/g, ' ');
}

/** Every word of the queries that may be a name of `pg_catalog`. */
function namesIn(sql: readonly string[]): string[] {
  return [...new Set(sql.flatMap((text) => codeOf(text).match(/\b[a-z_][a-z0-9_]*\b/g) ?? []))];
}

/** Of the names that the queries use, those that `role` may not; `public` for what every role may. */
export async function deniedNames(
  { session, queries }: Pick<Examination, 'session' | 'queries'>,
  sql: readonly string[],
  role: string,
): Promise<DeniedName[]> {
  const rows = await session.all(queries['catalog-access'], [namesIn(sql), role]);
  return rows.map(([name, privilege, partial]) => ({
    name: name ?? '',
    privilege: privilege ?? '',
    isPartial: partial === 't',
  }));
}

const NO_OIDS: OidRange = { from: 0, to: 0 };

/** Plans a query, for which the server checks every privilege, and reads nothing: null when it could be read. */
async function refusal(
  session: ReadSession,
  sql: string,
  values: readonly unknown[],
): Promise<string | null> {
  await session.all('SAVEPOINT examined', []);
  try {
    await session.all(`EXPLAIN ${sql}`, values);
    return null;
  } catch (error) {
    if (!isOfCategory(error, 'permission')) throw error;
    await session.all('ROLLBACK TO SAVEPOINT examined', []);
    return error.message;
  }
}

/** Every kind: whether its query may be read at all, and how many of its objects the source's own count says are denied. */
export async function examineKinds(
  examination: Examination,
  denied: readonly DeniedName[],
): Promise<Capability[]> {
  const { session, extraction, role } = examination;
  const refusals = new Map<Kind, string>();
  for (const kind of ALL_KINDS) {
    const refused = await refusal(session, extraction.kinds[kind], rangeValues(NO_OIDS));
    if (refused !== null) refusals.set(kind, refused);
  }
  const counts =
    (await refusal(session, extraction.counts, [])) === null ? await countKinds(examination) : null;
  return ALL_KINDS.map((kind): Capability => {
    const count = counts?.get(kind) ?? { total: null, denied: 0, reason: null };
    const refused = refusals.get(kind);
    const availability: Availability =
      refused !== undefined ? 'missing' : count.denied > 0 ? 'partial' : 'available';
    const used = namesIn([extraction.kinds[kind]]);
    const privileges = denied.filter(({ name }) => used.includes(name)).map(({ privilege }) => privilege);
    return {
      name: kind,
      group: 'kind',
      availability,
      total: count.total,
      affected: refused === undefined ? count.denied : (count.total ?? 0),
      detail: refused ?? count.reason ?? 'The role may read every part of it.',
      skipped: refused === undefined ? null : `Every ${kind.replaceAll('_', ' ')}.`,
      remedies: refused === undefined ? [] : [{ statements: grantEach(privileges, role), note: null }],
    };
  });
}

interface Count {
  readonly total: number;
  readonly denied: number;
  /** Why they are denied. */
  readonly reason: string | null;
}

async function countKinds({ session, extraction }: Examination): Promise<Map<Kind, Count>> {
  const { readable, gaps } = countsFrom(await session.all(extraction.counts, []));
  return new Map(
    ALL_KINDS.map((kind) => {
      const denials = gaps.filter((gap) => gap.kind === kind);
      const denied = denials.reduce((sum, { objects }) => sum + objects, 0);
      return [
        kind,
        { total: (readable[kind] ?? 0) + denied, denied, reason: denials[0]?.reason ?? null },
      ] as const;
    }),
  );
}
