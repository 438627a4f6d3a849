import type { Shape } from './shape.js';
import { TABLE_COLUMNS, tableDdl } from './table-ddl.js';
import { viewDdl } from './view-ddl.js';

/** Tables of a schema: what one service of a large application has. */
const TABLES_PER_SCHEMA = 250;

/** Of a schema where there are many of them. */
const TABLES_PER_SMALL_SCHEMA = 10;

/** Columns of a table where all of them are broad, or as wide as PostgreSQL lets them be. */
const BROAD_COLUMNS = 100;
const MOST_COLUMNS = 1600;

/** The columns of a table where they are not 20. */
type Width = (table: number) => number;

/** Tables of 20 columns, a schema for every 250 of them. */
export function ordinaryTables(tables: number): Shape {
  const title = `${tables.toLocaleString('en')} tables`;
  return tablesIn({ name: `tables_${tables}`, title, tables, tablesPerSchema: TABLES_PER_SCHEMA });
}

/** The same tables, ten to a schema. */
export function manySchemas(schemas: number): Shape {
  const title = `${schemas.toLocaleString('en')} schemas of ${TABLES_PER_SMALL_SCHEMA} tables`;
  const tables = schemas * TABLES_PER_SMALL_SCHEMA;
  return tablesIn({ name: `schemas_${schemas}`, title, tables, tablesPerSchema: TABLES_PER_SMALL_SCHEMA });
}

/** That many tables of 100 columns. */
export function broadTables(tables: number): Shape {
  return tablesOf(BROAD_COLUMNS, tables);
}

/** That many tables of 1,600 columns. */
export function widestTables(tables: number): Shape {
  return tablesOf(MOST_COLUMNS, tables);
}

function tablesOf(columns: number, tables: number): Shape {
  return tablesIn({
    name: `columns_${columns}_${tables}`,
    title: `${tables.toLocaleString('en')} tables of ${columns.toLocaleString('en')} columns`,
    tables,
    tablesPerSchema: TABLES_PER_SCHEMA,
    width: () => columns,
    comparableTables: (tables * columns) / TABLE_COLUMNS,
  });
}

/** One table of that many columns, and ten ordinary ones. */
export function wideTable(columns: number): Shape {
  const ordinary = 10;
  return tablesIn({
    name: `wide_${columns}`,
    title: `a table of ${columns.toLocaleString('en')} columns, ${ordinary} of ${TABLE_COLUMNS}`,
    tables: 1 + ordinary,
    tablesPerSchema: TABLES_PER_SCHEMA,
    width: (table) => (table === 1 ? columns : TABLE_COLUMNS),
    comparableTables: ordinary + Math.ceil(columns / TABLE_COLUMNS),
  });
}

interface Tables {
  readonly name: string;
  readonly title: string;
  readonly tables: number;
  readonly tablesPerSchema: number;
  readonly width?: Width;
  readonly comparableTables?: number;
}

function tablesIn({ tablesPerSchema, ...shape }: Tables): Shape {
  const { name, title, tables, width = () => TABLE_COLUMNS, comparableTables = tables } = shape;
  const schemaOf = (table: number) =>
    `service_${String(Math.ceil(table / tablesPerSchema)).padStart(4, '0')}`;
  const nameOf = (table: number) => `${schemaOf(table)}.entity_${String(table).padStart(5, '0')}`;
  const schemas = Array.from({ length: Math.ceil(tables / tablesPerSchema) }, (_, index) =>
    schemaOf(index * tablesPerSchema + 1),
  );
  return {
    ...{ name, title, pieces: tables, sessions: 2, comparableTables },
    foundation: schemas.map((schema) => `CREATE SCHEMA ${schema};`).join('\n'),
    pieceDdl: (table) =>
      `${tableDdl({ table, columns: width(table), nameOf })}\n${viewDdl({ table, nameOf })}`,
  };
}
