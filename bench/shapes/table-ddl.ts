/** How a generated table looks: an application's, repeated. Everything follows from a table's number, from 1. */

/** Columns of an ordinary table. */
export const TABLE_COLUMNS = 20;

/** Types and attributes of the columns after the four keys, by turns. */
const COLUMN_VARIETY = [
  `text NOT NULL DEFAULT ''`,
  'varchar(80)',
  'numeric(12, 2) NOT NULL DEFAULT 0',
  'timestamptz NOT NULL DEFAULT now()',
  'boolean NOT NULL DEFAULT false',
  `jsonb DEFAULT '{}'::jsonb`,
  'uuid',
  'date',
  'integer[]',
  'double precision',
  'char(3) NOT NULL',
  'inet',
  'bytea',
  'interval',
  'smallint',
  'text COLLATE "C"',
] as const;

const KEY_COLUMNS = ['tenant_id', 'id', 'parent_tenant_id', 'parent_id'] as const;

/** Every fifth table refers to no other: 8,000 foreign keys in 10,000 tables. */
const WITHOUT_PARENT = 5;

/** A table of some schema. */
export interface TableOf {
  readonly table: number;
  readonly columns: number;
  /** The qualified name of any table. */
  readonly nameOf: (table: number) => string;
}

/**
 * The statements that make a table: itself with a primary key (every fourth composite), a check and in four of five cases
 * a foreign key to an earlier table (often in another schema), two indexes, and comments on everything.
 */
export function tableDdl({ table, columns, nameOf }: TableOf): string {
  const name = nameOf(table);
  const attributes = attributeColumns(columns);
  const definitions = [
    'tenant_id integer NOT NULL DEFAULT 1',
    'id bigint GENERATED ALWAYS AS IDENTITY',
    'parent_tenant_id integer',
    'parent_id bigint',
    ...attributes.map(({ column, type }) => `${column} ${type}`),
    `PRIMARY KEY (${hasCompositeKey(table) ? 'tenant_id, id' : 'id'})`,
    'CHECK (tenant_id > 0)',
    ...foreignKey(table, nameOf),
  ];
  const comments = [...KEY_COLUMNS, ...attributes.map(({ column }) => column)].map(
    (column) =>
      `COMMENT ON COLUMN ${name}.${column} IS 'What ${column} of table ${table} holds, in a few words.';`,
  );
  return `CREATE TABLE ${name} (${definitions.join(', ')});
CREATE INDEX ON ${name} (parent_tenant_id, parent_id);
CREATE INDEX ON ${name} (attribute_1 DESC) WHERE parent_id IS NOT NULL;
COMMENT ON TABLE ${name} IS 'Generated table number ${table}.';
${comments.join('\n')}`;
}

/** The columns of a table of that many after its keys, with their types and attributes. */
export function attributeColumns(columns: number): { column: string; type: string }[] {
  return Array.from({ length: columns - KEY_COLUMNS.length }, (_, index) => ({
    column: `attribute_${index + 1}`,
    type: COLUMN_VARIETY[index % COLUMN_VARIETY.length] ?? 'text',
  }));
}

function hasCompositeKey(table: number): boolean {
  return table % 4 === 0;
}

/** Refers to table number half of this one's: with that, chains are short, and most cross schemas. */
function foreignKey(table: number, nameOf: TableOf['nameOf']): string[] {
  const parent = parentOf(table);
  if (parent === 0 || table % WITHOUT_PARENT === 0) return [];
  return hasCompositeKey(parent)
    ? [`FOREIGN KEY (parent_tenant_id, parent_id) REFERENCES ${nameOf(parent)} ON DELETE CASCADE`]
    : [`FOREIGN KEY (parent_id) REFERENCES ${nameOf(parent)}`];
}

/** The table that a table refers to; 0 for none. */
export function parentOf(table: number): number {
  return Math.floor(table / 2);
}
