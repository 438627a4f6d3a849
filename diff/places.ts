import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import { NamePairs } from './identifiers.js';
import { objectName } from './object-name.js';
import { type Row, textOf, type WholePair } from './row.js';

/** Kinds that have the names of pg_class: what belongs to one of these is found by its schema and name. */
const RELATIONS: readonly Kind[] = ['table', 'view', 'materialized_view'];

const keyOf = (...names: readonly (string | null)[]) => JSON.stringify(names);

/** Where renamed schemas, relations and columns are now, so that what they contain is found there. */
export class Places {
  /** What stands in place of what in texts: definitions, expressions, names of others. */
  readonly names = new NamePairs();
  readonly #schemas = new Map<string, string>();
  readonly #relations = new Map<string, Row>();
  readonly #columns = new Map<string, string>();

  /** Takes note of an object that has another name, or is in another place. */
  add(kind: Kind, { before, after }: WholePair): void {
    const { columns } = kindDeclaration(kind).identity;
    for (const column of columns) {
      if (column !== 'database_name') this.names.add(textOf(before, column), textOf(after, column));
    }
    this.names.add(objectName(kind, before), objectName(kind, after));
    const [schema, table] = [textOf(before, 'schema_name'), textOf(before, 'table_name')];
    if (kind === 'schema') this.#schemas.set(schema ?? '', textOf(after, 'schema_name') ?? '');
    if (RELATIONS.includes(kind)) this.#relations.set(keyOf(schema, table), after);
    if (kind === 'column') {
      const column = textOf(before, 'column_name');
      this.#columns.set(keyOf(schema, table, column), textOf(after, 'column_name') ?? '');
    }
  }

  /** A row of the earlier run with the names that its containers have in the later one. */
  moved(kind: Kind, row: Row): Row {
    const { columns } = kindDeclaration(kind).identity;
    const [schema, table] = [textOf(row, 'schema_name'), textOf(row, 'table_name')];
    const column = this.#columns.get(keyOf(schema, table, textOf(row, 'column_name')));
    const renamed =
      column === undefined || kind === 'column' || !columns.includes('column_name')
        ? {}
        : { column_name: column };
    const relation = columns.includes('table_name') ? this.#relations.get(keyOf(schema, table)) : undefined;
    if (relation !== undefined) {
      const { schema_name = null, table_name = null } = relation;
      return { ...row, ...renamed, schema_name, table_name };
    }
    const now = schema === null ? undefined : this.#schemas.get(schema);
    return now === undefined ? { ...row, ...renamed } : { ...row, ...renamed, schema_name: now };
  }
}
