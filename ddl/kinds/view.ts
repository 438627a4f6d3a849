import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, granting, schemaId, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { storageParameters } from '../options.js';
import { identifier, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { columnComments, columnPrivileges, columnSettings, nullColumn } from './columns.js';

type View = KindRow<'view'>;
type MaterializedView = KindRow<'materialized_view'>;

/** Views; in a cycle a view of nulls stands for one until it can be replaced. */
export function viewObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows
    .of('view')
    .filter(({ persistence }) => persistence !== 'temporary')
    .flatMap((view) => [
      ...creation(view, rows, options),
      ...defaults(view, rows),
      ...privileges(view, rows, options),
    ]);
}

/** Materialized views, without data. */
export function materializedViewObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows
    .of('materialized_view')
    .flatMap((view) => [
      ...materializedCreation(view, rows, options),
      ...clustering(view),
      ...privileges(view, rows, options),
    ]);
}

const viewId = ({ schema_name, table_name }: View | MaterializedView) =>
  objectId('view', schema_name, table_name);

/** A definition without the semicolon that it ends in. */
const query = (definition: string) => definition.replace(/;\s*$/, '');

/** Whether a definition names a relation, as far as a text tells. */
function names(definition: string, relation: string): boolean {
  const [, ...rests] = definition.split(relation);
  return rests.some((rest) => !/^[\w$"]/.test(rest));
}

function creation(view: View, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, definition, check_option, owner, comment, oid } = view;
  if (definition === null) return [];
  const name = qualified(schema_name, table_name);
  const id = viewId(view);
  const columns = rows.columnsOf(schema_name, table_name);
  const check = check_option === null ? '' : `\n  WITH ${check_option.toUpperCase()} CHECK OPTION`;
  const create = `VIEW ${name}${storageParameters({ ...view, options: withoutCheckOption(view.options) })} AS\n${query(definition)}${check}`;
  const statements = [
    `CREATE OR REPLACE ${create}`,
    ...describing({ type: 'VIEW', name, owner, comment }, options),
    ...columnComments(name, columns),
  ];
  // Replaced, a view can select from itself, which is no dependency that is recorded.
  const itself = names(definition, name) ? [id] : [];
  const needs = [schemaId(schema_name), ...rows.needsOf(id), ...itself];
  const placeholder = {
    statements: [`CREATE VIEW ${name} AS SELECT ${columns.map(nullColumn).join(', ')}`],
    needs: [schemaId(schema_name), ...rows.columnNeedsOf(id)],
  };
  return [{ id, phase: 'view', oid, statements, needs, placeholder }];
}

/** It is a clause at the end, though the server keeps it as an option. */
function withoutCheckOption(options: string | null): string {
  const others = Object.entries(parsed<Record<string, string>>(options, {}));
  return JSON.stringify(Object.fromEntries(others.filter(([name]) => name !== 'check_option')));
}

/** Defaults that INSERT into the view gives its columns. */
function defaults(view: View, rows: SchemaRows): SchemaObject[] {
  const { schema_name, table_name, oid } = view;
  return rows.columnsOf(schema_name, table_name).flatMap(({ column_name, default_expression }) => {
    if (default_expression === null) return [];
    const id = objectId('column', schema_name, table_name, column_name);
    const statement = `ALTER TABLE ONLY ${qualified(schema_name, table_name)} ALTER COLUMN ${identifier(column_name)} SET DEFAULT ${default_expression}`;
    return step(id, 'default', oid, [statement], [viewId(view), ...rows.needsOf(id)]);
  });
}

function materializedCreation(view: MaterializedView, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, definition, access_method, tablespace, owner, comment, oid } = view;
  if (definition === null) return [];
  const name = qualified(schema_name, table_name);
  const id = viewId(view);
  const extensions = rows.extensionsOf(id);
  const columns = rows.columnsOf(schema_name, table_name);
  const create = [
    `CREATE MATERIALIZED VIEW ${name}`,
    access_method === null || access_method === 'heap' ? '' : ` USING ${identifier(access_method)}`,
    storageParameters(view),
    tablespace === null ? '' : ` TABLESPACE ${identifier(tablespace)}`,
    ` AS\n${query(definition)}\n  WITH NO DATA`,
  ].join('');
  const statements = [
    create,
    ...columns.flatMap((column) => columnSettings(`ALTER TABLE ONLY ${name}`, column)),
    ...describing({ type: 'MATERIALIZED VIEW', name, owner, comment, extensions }, options),
    ...columnComments(name, columns),
  ];
  return step(id, 'view', oid, statements, [schemaId(schema_name), ...rows.needsOf(id)]);
}

function clustering(view: MaterializedView): SchemaObject[] {
  const { schema_name, table_name, clustered_index, oid } = view;
  if (clustered_index === null) return [];
  const statement = `ALTER TABLE ${qualified(schema_name, table_name)} CLUSTER ON ${identifier(clustered_index)}`;
  const needs = [objectId('index', schema_name, clustered_index)];
  return step(`${viewId(view)} cluster`, 'index attachment', oid, [statement], needs);
}

function privileges(view: View | MaterializedView, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, owner, acl, oid } = view;
  const id = viewId(view);
  const name = qualified(schema_name, table_name);
  const ofColumns = columnPrivileges(name, owner, rows.columnsOf(schema_name, table_name), options);
  return [
    ...granting(id, oid, { target: 'TABLE', name, owner, acl }, options),
    ...step(`${id} column privileges`, 'privilege', oid, ofColumns, [id]),
  ];
}
