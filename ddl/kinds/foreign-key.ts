import type { KindRow } from '../../contracts/kinds/index.js';
import { type DdlOptions, describing, step } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { identifier, qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';
import { attachmentId } from './inheritance.js';

type ForeignKey = KindRow<'foreign_key'>;

/** Foreign keys, after every key; those that a partition has from its parent come with the parent's. */
export function foreignKeyObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('foreign_key').flatMap((key) => {
    const { schema_name, table_name, constraint_name, definition, inherited_from, oid } = key;
    if (definition === null) return [];
    if (inherited_from !== null) return commentOfInherited(key, options);
    const table = qualified(schema_name, table_name);
    const isPartitioned = rows.table(schema_name, table_name)?.table_type === 'partitioned';
    const id = objectId('foreign_key', schema_name, table_name, constraint_name);
    const statements = [
      `ALTER TABLE ${isPartitioned ? '' : 'ONLY '}${table} ADD CONSTRAINT ${identifier(constraint_name)} ${definition}`,
      ...commentOf(key, options),
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

function commentOf(
  { schema_name, table_name, constraint_name, comment }: ForeignKey,
  options: DdlOptions,
): string[] {
  const name = `${identifier(constraint_name)} ON ${qualified(schema_name, table_name)}`;
  return describing({ type: 'CONSTRAINT', name, comment }, options);
}

/** The comment on a partition's key, which is called as its parent's, unless that name was taken. */
function commentOfInherited(key: ForeignKey, options: DdlOptions): SchemaObject[] {
  const { schema_name, table_name, constraint_name, inherited_from, oid } = key;
  if (inherited_from !== constraint_name) return [];
  const id = objectId('foreign_key', schema_name, table_name, constraint_name);
  return step(id, 'foreign key', oid, commentOf(key, options), [
    attachmentId(key),
    objectId('foreign_key', key.inherited_from_schema, key.inherited_from_table ?? '', inherited_from),
  ]);
}
