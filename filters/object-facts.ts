import type { ColumnBatch } from '../contracts/column-batch.js';
import type { Value } from '../contracts/kinds/kind.js';
import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { ObjectFacts } from './decide.js';

/** The extension that a table, view or other relation is a member of, by `qualifiedName`. */
export type RelationExtensions = ReadonlyMap<string, string>;

/** Schema and name as one key; PostgreSQL's names hold no NUL. */
export function qualifiedName(schema: string, name: string): string {
  return `${schema}\u0000${name}`;
}

const asText = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

/** Where a kind's objects say which extension they are a member of; -1 where they don't. */
export function membershipColumn(kind: Kind): number {
  // An extension's own name is no membership: there the column always has a value.
  return kindDeclaration(kind).columns.findIndex(
    ({ name, nullable }) => name === 'extension_name' && nullable,
  );
}

/**
 * Reads the facts of a batch's objects, one row after the other; of the columns of a table, which follow each other, they
 * are one and the same object. What belongs to a table is a member of the table's
 * extension; other kinds say their own.
 */
export function factsOf(
  kind: Kind,
  extensions: RelationExtensions,
): (batch: ColumnBatch, row: number) => ObjectFacts {
  const { columns } = kindDeclaration(kind);
  const indexOf = (name: string) => columns.findIndex((column) => column.name === name);
  const database = indexOf('database_name');
  const schema = indexOf('schema_name');
  const table = indexOf('table_name');
  const extension = membershipColumn(kind);
  // A batch may make the values of a column when it is asked for them: that is once a batch.
  let current: ColumnBatch | undefined;
  let read: readonly (readonly Value[] | undefined)[] = [];
  let own: string | null = null;
  let facts: ObjectFacts | undefined;
  return (batch, row) => {
    if (batch !== current) {
      read = [database, schema, table, extension].map((index) => batch.columns[index]);
      current = batch;
    }
    const at = (values: readonly Value[] | undefined) => asText(values?.[row]);
    const [databaseName, schemaName, tableName, extensionName] = [
      at(read[0]),
      at(read[1]),
      at(read[2]),
      at(read[3]),
    ];
    const isSame =
      facts?.table === tableName &&
      facts.schema === schemaName &&
      facts.database === databaseName &&
      own === extensionName;
    if (facts !== undefined && isSame) return facts;
    own = extensionName;
    facts = {
      kind,
      database: databaseName,
      schema: schemaName,
      table: tableName,
      extension: own ?? extensions.get(qualifiedName(schemaName ?? '', tableName ?? '')) ?? null,
    };
    return facts;
  };
}
