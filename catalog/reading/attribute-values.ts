import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import { Bindings, type ReadDialect } from './dialect.js';
import type { TypedFilter } from './filters.js';
import { conditionOn } from './sql.js';

/** Characters of a value that is kept; longer ones are known to be there, no more. */
export const KEPT_LENGTH = 500;

/** Values beyond which entries are not looked up by them: so many are soon met in the order of names. */
const MAX_VALUES = 1000;

/** Entries up to which a list is made by sorting those that have some value, rather than by walking the names. */
const MAX_SORTED = 5000;

/** A value that objects have, as `attribute_value` keeps it. */
export interface KnownValue {
  /** What its entries are found by. */
  readonly term: bigint | number;
  /** How many versions had it when they were taken in. */
  readonly objects: bigint | number;
  /** Whether entries can be found by it. */
  readonly isPosted: unknown;
}

/** The columns whose values are kept: an oid may change without a new version, which nobody would tell of. */
export function keptColumns(kind: Kind): readonly KindColumn[] {
  return kindDeclaration(kind).columns.filter(({ volatile }) => volatile !== true);
}

/**
 * The values that a filter may hold for, of those that objects of a source ever had: none where nothing can be found, null
 * where they are too many to tell entries by, or not kept.
 */
export async function valuesOf(
  dialect: ReadDialect,
  sourceId: bigint,
  kind: Kind,
  filter: TypedFilter,
): Promise<readonly KnownValue[] | null> {
  const { column, operator } = filter;
  if (!keptColumns(kind).includes(column)) return null;
  const bindings = new Bindings();
  const source = bindings.add(sourceId);
  const holds = conditionOn(dialect, dialect.kept(column), filter, bindings);
  const values = await dialect.rows<KnownValue>(
    'read the values of an attribute',
    `SELECT d.term, d.objects, ${dialect.isPosted} AS "isPosted" FROM ${dialect.table('attribute_value')} d
     WHERE d.source_id = ${source} AND d.kind = '${kind}' AND d.attribute = '${column.name}'
       ${exactValues(dialect, filter, bindings)}
       AND CASE WHEN d.kind <> '${kind}' OR d.attribute <> '${column.name}' THEN false
                WHEN d.form = 'null' THEN ${String(operator === 'null' || operator === 'not')}
                WHEN d.form = 'long' THEN ${String(operator !== 'null')}
                ELSE ${holds} END
     LIMIT ${MAX_VALUES + 1}`,
    bindings.values,
  );
  return values.length > MAX_VALUES ? null : values;
}

/** Lets the index find the values of a text that are asked for; what stands for null and for long values is ''. */
function exactValues(
  dialect: ReadDialect,
  { column, operator, values }: TypedFilter,
  bindings: Bindings,
): string {
  if (column.type !== 'text' || (operator !== 'equals' && operator !== 'in')) return '';
  const wanted = values.map((value) => bindings.add(dialect.bound(column, value)));
  return `AND d.value IN ('', ${wanted.join(', ')})`;
}

/** Which of the filters, given by their values, leaves so few entries that they are looked up by it; -1 when none does. */
export function drivingFilter(filters: readonly (readonly KnownValue[] | null)[]): number {
  const left = filters.map((values) =>
    values === null || values.some(({ isPosted }) => Number(isPosted) === 0)
      ? Infinity
      : values.reduce((sum, { objects }) => sum + Number(objects), 0),
  );
  const least = Math.min(...left);
  return least <= MAX_SORTED ? left.indexOf(least) : -1;
}
