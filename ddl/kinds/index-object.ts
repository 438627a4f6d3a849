import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, parsed, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

type Index = KindRow<'index'>;

/** Indexes; those of constraints come with them and are only described and attached here. */
export function indexObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('index').flatMap((index) => [...creation(index, rows, options), ...attachment(index)]);
}

function creation(index: Index, rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, index_name, constraint_name, definition, tablespace, comment, oid } =
    index;
  // As pg_dump does: what is left of a failed CREATE INDEX CONCURRENTLY is not made again.
  const isBroken = !index.is_valid && rows.table(schema_name, table_name)?.table_type !== 'partitioned';
  if (isBroken || definition === null) return [];
  const name = qualified(schema_name, index_name);
  const id = objectId('index', schema_name, index_name);
  const extensions = rows.extensionsOf(id);
  const described = [
    ...statisticsTargets(index, name),
    ...describing({ type: 'INDEX', name, comment, extensions }, options),
  ];
  if (constraint_name !== null) {
    const constraint = objectId('table_constraint', schema_name, table_name, constraint_name);
    return step(`${id} description`, 'index attachment', oid, described, [constraint]);
  }
  const create =
    tablespace === null
      ? [definition]
      : [`SET default_tablespace = ${identifier(tablespace)}`, definition, "SET default_tablespace = ''"];
  const needs = [objectId('table', schema_name, table_name), ...rows.needsOf(id)];
  return step(id, 'index', oid, [...create, ...described], needs);
}

function statisticsTargets(index: Index, name: string): string[] {
  const keys = parsed<{ statistics_target?: number | null }[]>(index.key_columns, []);
  return keys.flatMap(({ statistics_target }, position) =>
    statistics_target === undefined || statistics_target === null
      ? []
      : [`ALTER INDEX ${name} ALTER COLUMN ${position + 1} SET STATISTICS ${statistics_target}`],
  );
}

function attachment(index: Index): SchemaObject[] {
  const { schema_name, index_name, partition_parent_schema, partition_parent_index, oid } = index;
  if (partition_parent_schema === null || partition_parent_index === null) return [];
  const parent = objectId('index', partition_parent_schema, partition_parent_index);
  const id = objectId('index', schema_name, index_name);
  const statement = `ALTER INDEX ${qualified(partition_parent_schema, partition_parent_index)} ATTACH PARTITION ${qualified(schema_name, index_name)}`;
  return step(
    `${id} attachment`,
    'index attachment',
    oid,
    [statement],
    [id, parent, `${objectId('table', schema_name, index.table_name)} attachment`],
  );
}
