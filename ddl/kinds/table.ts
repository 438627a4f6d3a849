import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, granting, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { foreignOptionList, storageParameters } from '../options.js';
import { identifier, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { columnComments, columnPrivileges, columnSettings } from './columns.js';
import {
  attachmentId,
  constraintsMadeBefore,
  laterInheritance,
  plainParents,
  tableOrigin,
} from './inheritance.js';
import { inheritedColumnChanges, inlineChecks, isDefaultSeparate, tableElements } from './table-columns.js';

type Table = KindRow<'table'>;

/** CREATE TABLE with what belongs to it; defaults that need other objects, partitions and the rest follow as own steps. */
export function tableObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows
    .of('table')
    .filter(({ persistence }) => persistence !== 'temporary')
    .flatMap((table) => [
      creation(table, rows, options),
      ...defaults(table, rows),
      ...attachment(table),
      ...settingsByIndex(table),
      ...privileges(table, rows, options),
    ]);
}

/** `TABLE` or `FOREIGN TABLE`: what ALTER and COMMENT ON call it. */
const tableType = (table: Table) => (table.table_type === 'foreign' ? 'FOREIGN TABLE' : 'TABLE');
const tableId = (table: Table) => objectId('table', table.schema_name, table.table_name);

function creation(table: Table, rows: SchemaRows, options: DdlOptions): SchemaObject {
  const { schema_name, table_name, owner, comment, oid } = table;
  const id = tableId(table);
  const name = qualified(schema_name, table_name);
  const type = tableType(table);
  const columns = rows.columnsOf(schema_name, table_name);
  const checks = inlineChecks(table, rows);
  const checkIds = checks.map((check) =>
    objectId('table_constraint', schema_name, table_name, check.constraint_name),
  );
  const alterTable = `ALTER ${type} ONLY ${name}`;
  return {
    id,
    phase: 'table',
    oid,
    statements: [
      createTable(table, rows),
      ...laterInheritance(table, alterTable, rows),
      ...inheritedColumnChanges(table, alterTable, rows),
      ...columns.flatMap((column) => columnSettings(alterTable, column)),
      ...rowSecurity(table, name),
      ...replicaIdentity(table, name),
      ...describing({ type, name, owner, comment }, options),
      ...columnComments(name, columns),
      ...checks.flatMap(({ constraint_name, comment: checkComment }) =>
        describing(
          { type: 'CONSTRAINT', name: `${identifier(constraint_name)} ON ${name}`, comment: checkComment },
          options,
        ),
      ),
      ...notNullComments(table, rows, name, options),
    ],
    needs: [
      schemaId(schema_name),
      ...rows.needsOf(id),
      ...plainParents(table).map((parent) => objectId('table', parent.schema_name, parent.table_name)),
      ...constraintsMadeBefore(table, rows),
      ...(table.foreign_server === null ? [] : [objectId('foreign_server', null, table.foreign_server)]),
      ...columns
        .filter((column) => column.generated !== null)
        .flatMap(({ column_name }) => rows.needsOf(objectId('column', schema_name, table_name, column_name))),
    ],
    aliases: checkIds,
  };
}

function createTable(table: Table, rows: SchemaRows): string {
  const elements = tableElements(table, rows);
  const name = qualified(table.schema_name, table.table_name);
  const unlogged = table.persistence === 'unlogged' ? 'UNLOGGED ' : '';
  const foreign = table.table_type === 'foreign' ? 'FOREIGN ' : '';
  const body = elements.length === 0 ? '()' : `(\n    ${elements.join(',\n    ')}\n)`;
  const shape =
    table.of_type === null ? ` ${body}` : ` OF ${table.of_type}${elements.length === 0 ? '' : ` ${body}`}`;
  return [
    `CREATE ${unlogged}${foreign}TABLE ${name}${shape}`,
    tableOrigin(table, rows),
    table.foreign_server === null ? '' : ` SERVER ${identifier(table.foreign_server)}`,
    foreignOptionList(table.foreign_options),
    table.access_method === null || table.access_method === 'heap'
      ? ''
      : ` USING ${identifier(table.access_method)}`,
    storageParameters(table),
    table.tablespace === null ? '' : ` TABLESPACE ${identifier(table.tablespace)}`,
  ].join('');
}

function rowSecurity({ row_security_enabled, row_security_forced }: Table, name: string): string[] {
  return [
    ...(row_security_enabled ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`] : []),
    ...(row_security_forced ? [`ALTER TABLE ONLY ${name} FORCE ROW LEVEL SECURITY`] : []),
  ];
}

function replicaIdentity({ table_type, replica_identity }: Table, name: string): string[] {
  if (table_type === 'foreign' || (replica_identity !== 'full' && replica_identity !== 'nothing')) return [];
  return [`ALTER TABLE ONLY ${name} REPLICA IDENTITY ${replica_identity.toUpperCase()}`];
}

/** Comments of not-null constraints, which are made with the table. */
function notNullComments(table: Table, rows: SchemaRows, name: string, options: DdlOptions): string[] {
  return rows
    .constraintsOf(table.schema_name, table.table_name)
    .filter(({ constraint_type, is_validated }) => constraint_type === 'not null' && is_validated)
    .flatMap(({ constraint_name, comment }) =>
      describing({ type: 'CONSTRAINT', name: `${identifier(constraint_name)} ON ${name}`, comment }, options),
    );
}

/** Defaults that need other objects, such as sequences and functions. */
function defaults(table: Table, rows: SchemaRows): SchemaObject[] {
  const { schema_name, table_name, oid } = table;
  const alter = `ALTER ${tableType(table)} ONLY ${qualified(schema_name, table_name)}`;
  return rows
    .columnsOf(schema_name, table_name)
    .filter((column) => isDefaultSeparate(table, column, rows))
    .flatMap(({ column_name, default_expression }) => {
      const id = objectId('column', schema_name, table_name, column_name);
      const statement = `${alter} ALTER COLUMN ${identifier(column_name)} SET DEFAULT ${default_expression ?? 'NULL'}`;
      return step(id, 'default', oid, [statement], [tableId(table), ...rows.needsOf(id)]);
    });
}

function attachment(table: Table): SchemaObject[] {
  const { schema_name, table_name, partition_parent_schema, partition_parent_table, oid } = table;
  if (partition_parent_schema === null || partition_parent_table === null) return [];
  const parent = qualified(partition_parent_schema, partition_parent_table);
  const statement = `ALTER TABLE ONLY ${parent} ATTACH PARTITION ${qualified(schema_name, table_name)} ${table.partition_bound ?? 'DEFAULT'}`;
  const needs = [tableId(table), objectId('table', partition_parent_schema, partition_parent_table)];
  return step(attachmentId(table), 'attachment', oid, [statement], needs);
}

/** What names one of the table's indexes. */
function settingsByIndex(table: Table): SchemaObject[] {
  const { schema_name, table_name, clustered_index, replica_identity_index, oid } = table;
  const name = qualified(schema_name, table_name);
  const indexId = (index: string) => objectId('index', schema_name, index);
  return [
    ...(clustered_index === null
      ? []
      : step(
          `${tableId(table)} cluster`,
          'index attachment',
          oid,
          [`ALTER TABLE ${name} CLUSTER ON ${identifier(clustered_index)}`],
          [indexId(clustered_index)],
        )),
    ...(replica_identity_index === null
      ? []
      : step(
          `${tableId(table)} replica identity`,
          'index attachment',
          oid,
          [`ALTER TABLE ONLY ${name} REPLICA IDENTITY USING INDEX ${identifier(replica_identity_index)}`],
          [indexId(replica_identity_index)],
        )),
  ];
}

function privileges(table: Table, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, owner, acl, oid } = table;
  const id = tableId(table);
  const name = qualified(schema_name, table_name);
  const ofColumns = columnPrivileges(name, owner, rows.columnsOf(schema_name, table_name), options);
  return [
    ...granting(id, oid, { target: 'TABLE', name, owner, acl }, options),
    ...step(`${id} column privileges`, 'privilege', oid, ofColumns, [id]),
  ];
}
