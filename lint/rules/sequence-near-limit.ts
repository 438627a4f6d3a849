import type { KindRow } from '../../contracts/kinds/index.js';
import { INTEGER_MAXIMUM, owningColumn, sequenceSubject } from '../sequence-owner.js';
import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';

/** From this share of its numbers on, a sequence is near its limit. */
const NEAR = 0.75;

/** The share of a sequence's numbers that were handed out. */
function usedShare(
  { last_value, minimum_value, maximum_value, increment_by }: KindRow<'sequence'>,
  most: bigint,
): number {
  if (last_value === null) return 0;
  const highest = maximum_value < most ? maximum_value : most;
  const total = highest - minimum_value + 1n;
  const used = increment_by > 0n ? last_value - minimum_value + 1n : highest - last_value + 1n;
  return Number(used) / Number(total);
}

export const sequenceNearLimit: LintRule = {
  code: 'SS401',
  summary: `A sequence has handed out ${NEAR * 100} % of its numbers, or of those that fit its column.`,
  why: 'When the numbers run out, every insert fails.',
  severity: 'error',
  check: ({ report }) => {
    const owned = new Map<string, KindRow<'sequence'>>();
    const judge = (row: KindRow<'sequence'>, type: string) => {
      const most = INTEGER_MAXIMUM[type] ?? row.maximum_value;
      const share = usedShare(row, most);
      if (share < NEAR || row.last_value === null) return;
      const limit = most < row.maximum_value ? most : row.maximum_value;
      const end = row.increment_by > 0n ? limit : row.minimum_value;
      const percent = `${Math.floor(share * 100)} % of its numbers are used`;
      const name = qualifiedName(row.schema_name, row.sequence_name);
      const column = owningColumn(row);
      report(sequenceSubject(row), {
        reason: `${percent}: it is at ${row.last_value.toString()} of ${end.toString()}${column === null ? '' : `, for ${column} (${type})`}.`,
        remedy:
          column === null
            ? `ALTER SEQUENCE ${name} AS bigint MAXVALUE ${INTEGER_MAXIMUM['bigint']?.toString() ?? ''};`
            : `Make ${column} and whatever references it bigint, then ALTER SEQUENCE ${name} AS bigint NO MAXVALUE;`,
      });
    };
    return {
      sequence: (row) => {
        if (row.is_cycled) return;
        const column = owningColumn(row);
        if (column === null) judge(row, row.data_type);
        else owned.set(column, row);
      },
      column: (row) => {
        const sequence = owned.get(qualifiedName(row.schema_name, row.table_name, row.column_name));
        if (sequence !== undefined) judge(sequence, row.domain_base_type ?? row.data_type);
      },
    };
  },
};
