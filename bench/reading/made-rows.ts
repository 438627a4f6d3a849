import type { Kind } from '../../contracts/kinds/index.js';
import type { Value } from '../../contracts/kinds/kind.js';

/** A row's columns that differ from what is usual. */
export type MadeRow = Readonly<Record<string, Value>>;

/** What tables and columns of business databases are about; made names are pairs of these. */
export const SUBJECTS =
  `account address agent amount article asset audit balance batch booking branch budget campaign
  carrier cart category channel claim client comment company contact contract country coupon credit currency customer
  delivery department device discount document driver email employee event expense field file group holiday image
  incident invoice item job journal language ledger license list location login market member message meter note offer
  office order package partner payment payroll period permission phone photo plan policy price product profile project
  purchase quote rate receipt refund region report request reservation resource return review route salary sale sensor
  service session shipment shop site stock store subscription supplier survey task tax team tenant ticket token tour
  transaction transfer user vehicle vendor visit voucher wallet warehouse warranty`.split(/\s+/);

export const SUFFIXES = ['id', 'code', 'name', 'status', 'date', 'total', 'type', 'number', 'notes', 'flag'];
const TYPES = [
  'integer',
  'bigint',
  'text',
  'character varying(80)',
  'numeric(12,2)',
  'boolean',
  'date',
  'uuid',
];
const COLUMNS_PER_TABLE = 20;
const SCHEMAS = 40;

/** An element of a list, over and over. */
export const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const words = (count: number, at: number) =>
  Array.from({ length: count }, (_, word) => pick(SUBJECTS, at * 31 + word * 17 + (at >> 3))).join(' ');

const schemaOf = (table: number) => `${pick(SUBJECTS, (table % SCHEMAS) * 3)}_${table % SCHEMAS}`;
const tableOf = (table: number) => `${pick(SUBJECTS, table * 7)}_${pick(SUBJECTS, table * 11 + 5)}_${table}`;
const placeOf = (table: number) => ({
  database_name: 'shop',
  schema_name: schemaOf(table),
  table_name: tableOf(table),
});

/**
 * The name of a column. Every fifth is written in camelCase, as programs that make their own schemas do; half of them have
 * the word `ref`.
 */
function columnName(table: number, column: number): string {
  const subject = pick(SUBJECTS, table * 13 + column * 29);
  const suffix = pick(SUFFIXES, column + table);
  if (column === 0) return 'id';
  if (column % 2 === 1) return `${subject}_ref_${suffix}_${column}`;
  return column % 5 === 0
    ? `${subject}${suffix.charAt(0).toUpperCase()}${suffix.slice(1)}${column}`
    : `${subject}_${suffix}_${column}`;
}

function columnRow(table: number, column: number): MadeRow {
  const at = table * COLUMNS_PER_TABLE + column;
  const type = pick(TYPES, at * 5 + table);
  return {
    ...placeOf(table),
    column_name: columnName(table, column),
    ordinal_position: column + 1,
    ...{ data_type: type, type_schema: 'pg_catalog', type_name: type.replace(/\(.*/, ''), type_kind: 'base' },
    is_nullable: column % 3 !== 0,
    is_not_null: column % 3 === 0,
    default_expression: at % 11 === 0 ? `nextval('${schemaOf(table)}.seq_${table}'::regclass)` : null,
    identity_generation: at % 500 === 0 ? 'always' : null,
    acl: at % 1000 === 0 ? '[{"grantee": "reader", "privilege": "SELECT"}]' : null,
    storage: 'extended',
    comment: at % 5 === 0 ? `The ${words(6, at)}, ${at}.` : null,
  };
}

const ofTables = (tables: number, row: (table: number) => MadeRow, every = 1): MadeRow[] =>
  Array.from({ length: Math.ceil(tables / every) }, (_, index) => row(index * every));

/** The rows of a made source by kind. */
export function madeRows(tables: number): Partial<Record<Kind, readonly MadeRow[]>> {
  const columns = Array.from({ length: tables * COLUMNS_PER_TABLE }, (_, at) => [
    Math.floor(at / COLUMNS_PER_TABLE),
    at % COLUMNS_PER_TABLE,
  ]);
  return {
    database: [{ database_name: 'shop', is_extracted: true }],
    schema: Array.from({ length: Math.min(SCHEMAS, tables) }, (_, at) => ({
      ...{ database_name: 'shop', schema_name: schemaOf(at), owner: 'app' },
    })),
    table: ofTables(tables, (at) => ({
      ...{ ...placeOf(at), table_type: 'ordinary', owner: `team_${at % 12}`, persistence: 'permanent' },
      comment: at % 3 === 0 ? `Holds the ${words(8, at)}.` : null,
      oid: BigInt(16_384 + at),
    })),
    view: ofTables(tables, (at) => viewRow(at), 20),
    column: columns.map(([table = 0, column = 0]) => columnRow(table, column)),
    table_constraint: ofTables(tables, (at) => ({ ...placeOf(at), constraint_name: `${tableOf(at)}_pkey` })),
    foreign_key: ofTables(tables, (at) => foreignKeyRow(at, tables), 2),
    index: ofTables(tables, (at) => ({ ...placeOf(at), index_name: `${tableOf(at)}_pkey`, is_unique: true })),
    dependency: ofTables(tables, (at) => dependencyRow(at), 20),
    table_statistics: ofTables(tables, (at) => ({ ...placeOf(at), row_estimate: at * 10 })),
    privilege: ofTables(tables, (at) => ({
      ...{ database_name: 'shop', object_kind: 'table', schema_name: schemaOf(at), object_name: tableOf(at) },
      ...{ grantor: 'app', grantee: 'reader', privilege: 'SELECT' },
    })),
  };
}

function viewRow(table: number): MadeRow {
  const definition = `SELECT ${columnName(table, 1)} FROM ${schemaOf(table)}.${tableOf(table)}`;
  return { ...placeOf(table), table_name: `${tableOf(table)}_view`, owner: 'app', definition };
}

function foreignKeyRow(table: number, tables: number): MadeRow {
  const other = (table * 37 + 11) % tables;
  return {
    ...{ ...placeOf(table), constraint_name: `${tableOf(table)}_fkey` },
    columns: JSON.stringify([columnName(table, 1)]),
    ...{ referenced_schema: schemaOf(other), referenced_table: tableOf(other), referenced_columns: '["id"]' },
  };
}

function dependencyRow(table: number): MadeRow {
  return {
    ...{ database_name: 'shop', dependent_kind: 'view', dependent_schema: schemaOf(table) },
    ...{ dependent_name: `${tableOf(table)}_view`, dependent_part: '', referenced_kind: 'table' },
    ...{ referenced_schema: schemaOf(table), referenced_name: tableOf(table) },
    ...{ referenced_part: columnName(table, 1), dependency_type: 'normal' },
  };
}
