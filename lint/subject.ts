import type { Kind } from '../contracts/kinds/index.js';
import { qualifiedName } from '../contracts/sql-identifiers.js';
import type { Subject } from './rule.js';

interface InTable {
  readonly schema_name: string;
  readonly table_name: string;
}

/** A table, view or materialized view itself. */
export function relationSubject(kind: Kind, { schema_name, table_name }: InTable): Subject {
  return {
    kind,
    schemaName: schema_name,
    tableName: table_name,
    objectName: qualifiedName(schema_name, table_name),
  };
}

/** What has a name within its table: a column, a constraint, a trigger, a policy. */
export function tablePartSubject(kind: Kind, { schema_name, table_name }: InTable, name: string): Subject {
  return {
    kind,
    schemaName: schema_name,
    tableName: table_name,
    objectName: qualifiedName(schema_name, table_name, name),
  };
}

/** An index, which has its name in its table's schema. */
export function indexSubject(row: InTable & { readonly index_name: string }): Subject {
  return {
    ...relationSubject('index', row),
    objectName: qualifiedName(row.schema_name, row.index_name),
  };
}
