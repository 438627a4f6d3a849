import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { INTEGER_MAXIMUM, owningColumn, sequenceSubject } from '../sequence-owner.js';

export const sequenceWiderThanColumn: LintRule = {
  code: 'SS402',
  summary: 'A sequence goes on beyond the largest number its column can hold.',
  why: 'Inserts fail with an integer overflow while the sequence itself still looks far from its end.',
  severity: 'warning',
  check: ({ report }) => {
    const owned = new Map<string, KindRow<'sequence'>>();
    return {
      sequence: (row) => {
        const column = owningColumn(row);
        if (column !== null && row.increment_by > 0n) owned.set(column, row);
      },
      column: (row) => {
        const column = qualifiedName(row.schema_name, row.table_name, row.column_name);
        const sequence = owned.get(column);
        const type = row.domain_base_type ?? row.data_type;
        const most = INTEGER_MAXIMUM[type];
        if (sequence === undefined || most === undefined || sequence.maximum_value <= most) return;
        report(sequenceSubject(sequence), {
          reason: `It goes up to ${sequence.maximum_value.toString()}, ${column} is ${type} and holds up to ${most.toString()}.`,
          remedy: `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)} ALTER COLUMN ${quoteIdentifier(row.column_name)} TYPE ${sequence.data_type};`,
        });
      },
    };
  },
};
