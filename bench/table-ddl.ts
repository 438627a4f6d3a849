/** How the generated database looks: an application's, repeated. Everything follows from a table's number, from 1. */

export interface DatabaseShape {
  readonly tables: number;
  /** Columns per table; at least `KEY_COLUMNS`. */
  readonly columns: number;
}

/** Tables of a schema: what one service of a large application has. */
const TABLES_PER_SCHEMA = 250;

/** `tenant_id`, `id`, `parent_tenant_id` and `parent_id`. */
export const KEY_COLUMNS = 4;

/** Types and attributes of the columns after the keys, by turns. */
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

/** Schemas that the tables are spread over. */
export function schemaNames({ tables }: DatabaseShape): string[] {
  return Array.from({ length: Math.ceil(tables / TABLES_PER_SCHEMA) }, (_, index) => schemaName(index));
}

/**
 * The statements that make table number `table`: itself with a primary key (every fourth composite), a check and a
 * foreign key to an earlier table (often in another schema), two indexes, and comments on everything.
 */
export function tableDdl(table: number, shape: DatabaseShape): string {
  const name = tableName(table);
  const names = columnNames(shape);
  const variety = names.slice(KEY_COLUMNS).map((column, index) => {
    return `${column} ${COLUMN_VARIETY[index % COLUMN_VARIETY.length] ?? 'text'}`;
  });
  const definitions = [
    'tenant_id integer NOT NULL DEFAULT 1',
    'id bigint GENERATED ALWAYS AS IDENTITY',
    'parent_tenant_id integer',
    'parent_id bigint',
    ...variety,
    `PRIMARY KEY (${hasCompositeKey(table) ? 'tenant_id, id' : 'id'})`,
    'CHECK (tenant_id > 0)',
    ...foreignKey(table),
  ];
  const comments = names.map(
    (column) =>
      `COMMENT ON COLUMN ${name}.${column} IS 'What ${column} of table ${table} holds, in a few words.';`,
  );
  return `CREATE TABLE ${name} (${definitions.join(', ')});
CREATE INDEX ON ${name} (parent_tenant_id, parent_id);
CREATE INDEX ON ${name} (${names[KEY_COLUMNS] ?? 'id'} DESC) WHERE parent_id IS NOT NULL;
COMMENT ON TABLE ${name} IS 'Generated table number ${table}.';
${comments.join('\n')}`;
}

function schemaName(index: number): string {
  return `service_${String(index + 1).padStart(3, '0')}`;
}

function tableName(table: number): string {
  return `${schemaName(Math.floor((table - 1) / TABLES_PER_SCHEMA))}.entity_${String(table).padStart(5, '0')}`;
}

function columnNames({ columns }: DatabaseShape): string[] {
  const others = Array.from(
    { length: Math.max(0, columns - KEY_COLUMNS) },
    (_, index) => `attribute_${index + 1}`,
  );
  return ['tenant_id', 'id', 'parent_tenant_id', 'parent_id', ...others];
}

function hasCompositeKey(table: number): boolean {
  return table % 4 === 0;
}

/** Refers to table number half of this one's: with that, chains are short, and most cross schemas. */
function foreignKey(table: number): string[] {
  const parent = Math.floor(table / 2);
  if (parent === 0) return [];
  return hasCompositeKey(parent)
    ? [`FOREIGN KEY (parent_tenant_id, parent_id) REFERENCES ${tableName(parent)} ON DELETE CASCADE`]
    : [`FOREIGN KEY (parent_id) REFERENCES ${tableName(parent)}`];
}
