import { type DdlOptions, ordinary, schemaId } from '../describe.js';
import { objectId, type SchemaObject } from '../object.js';
import { qualified } from '../quote.js';
import type { SchemaRows } from '../schema-rows.js';

export function extendedStatisticsObjects(rows: SchemaRows, options: DdlOptions): SchemaObject[] {
  return rows.of('extended_statistics').flatMap((statistics) => {
    const { schema_name, statistics_name, statistics_target, definition, owner, comment, oid } = statistics;
    if (definition === null) return [];
    const name = qualified(schema_name, statistics_name);
    const id = objectId('extended_statistics', schema_name, statistics_name);
    const target =
      statistics_target === null ? [] : [`ALTER STATISTICS ${name} SET STATISTICS ${statistics_target}`];
    return ordinary(
      {
        ...{ id, phase: 'statistics', oid, type: 'STATISTICS', name, owner, comment },
        create: [definition, ...target],
        needs: [
          schemaId(schema_name),
          objectId('table', statistics.table_schema, statistics.table_name),
          ...rows.needsOf(id),
        ],
      },
      options,
    );
  });
}
