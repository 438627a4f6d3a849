import { type DdlOptions, describing, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

/** Foreign keys, after every key; those that a partition has from its parent come with the parent's. */
export function foreignKeyObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('foreign_key').flatMap((key) => {
    const { schema_name, table_name, constraint_name, definition, inherited_from, comment, oid } = key;
    if (definition === null || inherited_from !== null) return [];
    const table = qualified(schema_name, table_name);
    const isPartitioned = rows.table(schema_name, table_name)?.table_type === 'partitioned';
    const id = objectId('foreign_key', schema_name, table_name, constraint_name);
    const statements = [
      `ALTER TABLE ${isPartitioned ? '' : 'ONLY '}${table} ADD CONSTRAINT ${identifier(constraint_name)} ${definition}`,
      ...describing(
        { type: 'CONSTRAINT', name: `${identifier(constraint_name)} ON ${table}`, comment },
        options,
      ),
    ];
    return step(id, 'foreign key', oid, statements, [
      objectId('table', schema_name, table_name),
      objectId('table', key.referenced_schema, key.referenced_table),
      ...(key.referenced_index === null
        ? []
        : [objectId('index', key.referenced_schema, key.referenced_index)]),
      ...rows.needsOf(id),
    ]);
  });
}
