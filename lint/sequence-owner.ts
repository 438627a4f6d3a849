import type { KindRow } from '../contracts/kinds/index.js';
import { qualifiedName } from '../contracts/sql-identifiers.js';
import type { Subject } from './rule.js';

/** Largest values of the integer types, as `data_type` names them. */
export const INTEGER_MAXIMUM: Readonly<Record<string, bigint>> = {
  smallint: 32_767n,
  integer: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};

/** The full name of the column that owns a sequence, or null. */
export function owningColumn(row: KindRow<'sequence'>): string | null {
  const { owned_by_schema, owned_by_table, owned_by_column } = row;
  if (owned_by_schema === null || owned_by_table === null || owned_by_column === null) return null;
  return qualifiedName(owned_by_schema, owned_by_table, owned_by_column);
}

/** A sequence, of the table that owns it. */
export function sequenceSubject(row: KindRow<'sequence'>): Subject {
  return {
    kind: 'sequence',
    schemaName: row.owned_by_schema ?? row.schema_name,
    tableName: row.owned_by_table,
    objectName: qualifiedName(row.schema_name, row.sequence_name),
  };
}
