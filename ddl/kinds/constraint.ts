import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { storageParameters } from '../options.js';
import { identifier, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { attachmentId, constraintId, parentsOf } from './inheritance.js';
import { isCheckSeparate, isMadeWithTable } from './table-columns.js';

type Constraint = KindRow<'table_constraint'>;

/** Constraints that CREATE TABLE did not make: keys, exclusions, and checks that are not valid or need other objects. */
export function constraintObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('table_constraint').flatMap((constraint) => {
    const statement = isKey(constraint) ? addKey(constraint, rows) : addCheck(constraint, rows);
    if (statement === null) return commentOfInherited(constraint, rows, options);
    const { schema_name, table_name, index_name, oid } = constraint;
    const id = constraintId(constraint);
    const statements = [statement, ...commentOf(constraint, options)];
    const table = objectId('table', schema_name, table_name);
    const [made] = step(id, 'constraint', oid, statements, [table, ...rows.needsOf(id)]);
    if (made === undefined) return [];
    return index_name === null
      ? [made]
      : [{ ...made, aliases: [objectId('index', schema_name, index_name)] }];
  });
}

function commentOf(constraint: Constraint, options: DdlOptions): string[] {
  const { schema_name, table_name, constraint_name, comment } = constraint;
  const name = `${identifier(constraint_name)} ON ${qualified(schema_name, table_name)}`;
  return describing({ type: 'CONSTRAINT', name, comment }, options);
}

/** The comment on a constraint that comes from a parent, which nothing of the table's own makes. */
function commentOfInherited(constraint: Constraint, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, constraint_name, constraint_type, definition, oid } = constraint;
  if (definition === null || constraint.comment === null || constraint.is_local) return [];
  const table = rows.table(schema_name, table_name);
  if (table === undefined || isMadeWithTable(constraint, table, rows)) return [];
  const origins = parentsOf(table)
    .flatMap((parent) => rows.constraintsOf(parent.schema_name, parent.table_name))
    .filter((one) => one.constraint_name === constraint_name && one.constraint_type === constraint_type);
  if (origins.length === 0) return [];
  const tableId = objectId('table', schema_name, table_name);
  const needs = [tableId, attachmentId(table), ...origins.map(constraintId)];
  return step(constraintId(constraint), 'constraint', oid, commentOf(constraint, options), needs);
}

const isKey = ({ constraint_type }: Constraint) =>
  constraint_type === 'primary key' || constraint_type === 'unique' || constraint_type === 'exclusion';

function addKey(constraint: Constraint, rows: SchemaRows): string | null {
  const { schema_name, table_name, constraint_name, definition, index_name } = constraint;
  if (definition === null) return null;
  const index = index_name === null ? undefined : rows.index(schema_name, index_name);
  // pg_get_constraintdef leaves out the options of the index, but for exclusion constraints.
  const isPrinted = index === undefined || constraint.constraint_type === 'exclusion';
  const parameters = isPrinted ? '' : storageParameters(index);
  const tablespace =
    index === undefined || index.tablespace === null
      ? ''
      : ` USING INDEX TABLESPACE ${identifier(index.tablespace)}`;
  const state = stateClause(constraint);
  const body = state === '' ? definition : definition.slice(0, -state.length);
  return `ALTER TABLE ONLY ${qualified(schema_name, table_name)} ADD CONSTRAINT ${identifier(constraint_name)} ${body}${parameters}${tablespace}${state}`;
}

/** How pg_get_constraintdef ends for a constraint that is not of the usual kind. */
function stateClause({ is_deferrable, is_initially_deferred }: Constraint): string {
  return `${is_deferrable ? ' DEFERRABLE' : ''}${is_initially_deferred ? ' INITIALLY DEFERRED' : ''}`;
}

/** Not ONLY: children get theirs from the parent. */
function addCheck(constraint: Constraint, rows: SchemaRows): string | null {
  const { schema_name, table_name, constraint_name, constraint_type, definition } = constraint;
  if (definition === null || !constraint.is_local) return null;
  const isSeparate =
    constraint_type === 'not null' ? !constraint.is_validated : isCheckSeparate(constraint, rows);
  if (!isSeparate) return null;
  return `ALTER TABLE ${qualified(schema_name, table_name)} ADD CONSTRAINT ${identifier(constraint_name)} ${definition}`;
}
