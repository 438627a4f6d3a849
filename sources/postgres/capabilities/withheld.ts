import type { Capability, Remedy } from '../../../contracts/examination.js';
import type { TextRow } from '../map-row.js';
import type { Examination } from './examination.js';
import { grantEach, grantInSchemas, MAX_NAMED, type SchemaObjects, textArray } from './statements.js';

/** What a probe of withheld objects found; names and privileges with their identifiers quoted. */
interface Withheld {
  readonly total: number;
  readonly affected: number;
  readonly relations: number;
  /** At most one more than are named. */
  readonly listed: readonly string[];
  readonly schemas: readonly string[];
}

async function probe({ session, queries }: Examination, name: WithheldProbe): Promise<Withheld> {
  const [row = []]: TextRow[] = await session.all(queries[name], [MAX_NAMED + 1]);
  const [total, affected, relations, listed, schemas] = row;
  return {
    total: Number(total),
    affected: Number(affected),
    relations: Number(relations),
    listed: textArray(listed),
    schemas: textArray(schemas),
  };
}

type WithheldProbe = 'column-statistics' | 'row-security' | 'sequence-values' | 'user-mapping-options';

/** How a run gets on where something is withheld of the objects of one sort. */
function capability(
  name: string,
  found: Withheld,
  texts: Pick<Capability, 'detail' | 'skipped' | 'remedies'>,
): Capability {
  const { total, affected } = found;
  const availability = affected === 0 ? 'available' : affected < total ? 'partial' : 'missing';
  const skipped = affected === 0 ? null : texts.skipped;
  return {
    name,
    group: 'detail',
    availability,
    total,
    affected,
    ...texts,
    skipped,
    remedies: affected === 0 ? [] : texts.remedies,
  };
}

/** The exact objects when they are few, all of their schemas otherwise; then the role that PostgreSQL 14 has for it. */
function grants({ role, major }: Examination, found: Withheld, objects: SchemaObjects): Remedy[] {
  const named = found.listed.length <= MAX_NAMED;
  const narrowest: Remedy = named
    ? { statements: grantEach(found.listed, role), note: null }
    : {
        statements: grantInSchemas(objects, found.schemas, role),
        note: `Covers all ${objects.toLowerCase()} of these schemas, not those made later.`,
      };
  if (major < 14) return [narrowest];
  const all: Remedy = {
    statements: [`GRANT pg_read_all_data TO ${role};`],
    note: 'Lets the role read every table, view and sequence of the server, those made later too.',
  };
  return [narrowest, all];
}

/** Column statistics: `pg_stats` shows those of columns that the role may read. */
export async function examineColumnStatistics(examination: Examination): Promise<Capability> {
  const found = await probe(examination, 'column-statistics');
  return capability('statistics', found, {
    detail:
      found.affected === 0
        ? 'pg_stats shows every column.'
        : `pg_stats hides ${found.affected} of ${found.total} columns, in ${found.relations} relations that the role may not read.`,
    skipped: 'The statistics of these columns; the columns themselves are extracted.',
    remedies: grants(examination, found, 'TABLES'),
  });
}

/** Column statistics under row-level security, which only roles see that it does not apply to. */
export async function examineRowSecurity(examination: Examination): Promise<Capability> {
  const found = await probe(examination, 'row-security');
  return capability('row_security_statistics', found, {
    detail:
      found.affected === 0
        ? 'No row-level security applies to the role.'
        : `Row-level security applies to the role, and hides the statistics of its tables (${found.relations}): ${listOf(found)}.`,
    skipped: 'The statistics of the columns of these tables; the columns and the policies are extracted.',
    remedies: [
      {
        statements: [`ALTER ROLE ${examination.role} BYPASSRLS;`],
        note: 'The role then reads all rows of the tables it may read, in every database of the server.',
      },
    ],
  });
}

/** The last values of sequences. */
export async function examineSequenceValues(examination: Examination): Promise<Capability> {
  const found = await probe(examination, 'sequence-values');
  return capability('sequence_values', found, {
    detail:
      found.affected === 0
        ? 'The last value of every sequence can be read.'
        : `The role may not read ${found.affected} of ${found.total} sequences.`,
    skipped: 'The last values of these sequences; the sequences themselves are extracted.',
    remedies: grants(examination, found, 'SEQUENCES'),
  });
}

/** The options of user mappings, for which there is no grant. */
export async function examineUserMappings(examination: Examination): Promise<Capability> {
  const found = await probe(examination, 'user-mapping-options');
  return capability('user_mapping_options', found, {
    detail:
      found.affected === 0
        ? 'The options of every user mapping can be read.'
        : `Only superusers and the roles concerned see the options of ${listOf(found)}.`,
    skipped: 'These options; the user mappings themselves are extracted.',
    remedies: [],
  });
}

/** The names that were listed, and whether there are more. */
function listOf({ listed, relations }: Withheld): string {
  return `${listed.slice(0, MAX_NAMED).join(', ')}${relations > MAX_NAMED ? ' ...' : ''}`;
}
