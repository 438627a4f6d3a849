import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, granting, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

type Sequence = KindRow<'sequence'>;

/** Sequences of their own, those of serial columns, and identity columns, which are made with theirs. */
export function sequenceObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows
    .of('sequence')
    .filter(({ persistence }) => persistence !== 'temporary')
    .flatMap((sequence) => [
      creation(sequence, rows, options),
      ...ownership(sequence),
      ...privileges(sequence, options),
    ]);
}

const sequenceId = ({ schema_name, sequence_name }: Sequence) =>
  objectId('sequence', schema_name, sequence_name);

/** The column that owns a sequence. */
function ownerOf(sequence: Sequence): { table: string; tableId: string; column: string } | null {
  const { owned_by_schema, owned_by_table, owned_by_column } = sequence;
  if (owned_by_schema === null || owned_by_table === null || owned_by_column === null) return null;
  return {
    table: qualified(owned_by_schema, owned_by_table),
    tableId: objectId('table', owned_by_schema, owned_by_table),
    column: identifier(owned_by_column),
  };
}

const isIdentity = ({ ownership: kind }: Sequence) => kind === 'internal';

function creation(sequence: Sequence, rows: SchemaRows, options: DdlOptions): SchemaObject {
  const { schema_name, sequence_name, owner, comment, oid } = sequence;
  const name = qualified(schema_name, sequence_name);
  const id = sequenceId(sequence);
  const described = { type: 'SEQUENCE', name, comment };
  const owning = ownerOf(sequence);
  if (isIdentity(sequence) && owning !== null) {
    const statements = [...addIdentity(sequence, rows, options), ...describing(described, options)];
    return { id, phase: 'sequence', oid, statements, needs: [owning.tableId, schemaId(schema_name)] };
  }
  const unlogged = sequence.persistence === 'unlogged' ? 'UNLOGGED ' : '';
  const type = sequence.data_type === 'bigint' ? '' : ` AS ${sequence.data_type}`;
  const create = `CREATE ${unlogged}SEQUENCE ${name}${type} ${settings(sequence)}`;
  return {
    id,
    phase: 'sequence',
    oid,
    statements: [create, ...describing({ ...described, owner }, options)],
    needs: [schemaId(schema_name)],
  };
}

/** ADD GENERATED ... AS IDENTITY; since PostgreSQL 15 the sequence takes over the table's persistence, unless told otherwise. */
function addIdentity(sequence: Sequence, rows: SchemaRows, { major }: DdlOptions): string[] {
  const { schema_name, sequence_name, owned_by_schema, owned_by_table, owned_by_column, persistence } =
    sequence;
  const [tableSchema, tableName] = [owned_by_schema ?? '', owned_by_table ?? ''];
  const table = rows.table(tableSchema, tableName);
  const column = rows
    .columnsOf(tableSchema, tableName)
    .find(({ column_name }) => column_name === owned_by_column);
  const name = qualified(schema_name, sequence_name);
  const type = table?.table_type === 'foreign' ? 'FOREIGN TABLE' : 'TABLE';
  const generation = (column?.identity_generation ?? 'by default').toUpperCase();
  const add = `ALTER ${type} ${qualified(tableSchema, tableName)} ALTER COLUMN ${identifier(owned_by_column ?? '')} ADD GENERATED ${generation} AS IDENTITY (SEQUENCE NAME ${name} ${settings(sequence)})`;
  if (major < 15 || table === undefined || table.persistence === persistence) return [add];
  return [add, `ALTER SEQUENCE ${name} SET ${persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`];
}

function settings(sequence: Sequence): string {
  return [
    `START WITH ${sequence.start_value}`,
    `INCREMENT BY ${sequence.increment_by}`,
    `MINVALUE ${sequence.minimum_value}`,
    `MAXVALUE ${sequence.maximum_value}`,
    `CACHE ${sequence.cache_size}`,
    ...(sequence.is_cycled ? ['CYCLE'] : []),
  ].join(' ');
}

/** OWNED BY comes after the table and the sequence have their owner, who must be the same. */
function ownership(sequence: Sequence): SchemaObject[] {
  const owning = ownerOf(sequence);
  if (owning === null || isIdentity(sequence)) return [];
  const name = qualified(sequence.schema_name, sequence.sequence_name);
  const statement = `ALTER SEQUENCE ${name} OWNED BY ${owning.table}.${owning.column}`;
  const needs = [sequenceId(sequence), owning.tableId];
  return step(`${sequenceId(sequence)} ownership`, 'default', sequence.oid, [statement], needs);
}

function privileges(sequence: Sequence, options: DdlOptions): SchemaObject[] {
  const { schema_name, sequence_name, owner, acl, oid } = sequence;
  const grantable = { target: 'SEQUENCE', name: qualified(schema_name, sequence_name), owner, acl };
  return granting(sequenceId(sequence), oid, grantable, options);
}
