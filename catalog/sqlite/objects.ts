import { BATCH_ROWS } from '../../contracts/column-batch.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { CatalogObject } from '../provider.js';
import type { SqliteDatabase, SqlValue } from './database.js';
import { toCatalogError } from './errors.js';
import { decoderOf } from './values.js';
import { versionTable } from './versions.js';

/** Versions that were valid when the run `:run` was published and not when `:except` was, by what identifies them. */
function objectsQuery(kind: Kind): string {
  const { columns, identity } = kindDeclaration(kind);
  const order = identity.columns.map((name) => `CAST(v."${name}" AS TEXT) NULLS LAST`).join(', ');
  return `
    SELECT v.object_id, v.parent_id, ${columns.map(({ name }) => `v."${name}"`).join(', ')}
    FROM run r JOIN ${versionTable(kind)} v ON v.source_id = r.source_id
    LEFT JOIN run e ON e.run_id = :except AND e.source_id = r.source_id AND e.status = 'published'
    WHERE r.run_id = :run AND r.status = 'published'
      AND v.valid_from_run <= r.run_number AND (v.valid_to_run IS NULL OR v.valid_to_run > r.run_number)
      AND (e.run_number IS NULL OR v.valid_from_run > e.run_number OR v.valid_to_run <= e.run_number)
    ORDER BY ${order}`;
}

/** What turns a row of `objectsQuery`, as an array, into an object. */
function objectMapper<K extends Kind>(kind: K): (row: readonly SqlValue[]) => CatalogObject<K> {
  const columns = kindDeclaration(kind).columns.map((column) => ({
    name: column.name,
    decode: decoderOf(column),
  }));
  return ([objectId, parentId, ...values]) => {
    const object: Record<string, unknown> = { object_id: objectId, parent_id: parentId };
    columns.forEach(({ name, decode }, index) => {
      object[name] = decode(values[index] ?? null);
    });
    return object as CatalogObject<K>;
  };
}

/** See `CatalogReader.objectsOf`. Has a connection of its own, which reads one state of the database to the end. */
export async function* objectsOf<K extends Kind>(
  database: SqliteDatabase,
  runId: string,
  kind: K,
  except?: string,
): AsyncGenerator<readonly CatalogObject<K>[]> {
  const operation = `read the ${kind} objects of run ${runId}`;
  const toObject = objectMapper(kind);
  const connection = await database.openReader(operation);
  try {
    const query = connection.prepare<[Record<string, SqlValue>], SqlValue[]>(objectsQuery(kind)).raw();
    let batch: CatalogObject<K>[] = [];
    for (const row of query.iterate({ run: runId, except: except ?? null })) {
      batch.push(toObject(row));
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw toCatalogError(error, operation, database.file);
  } finally {
    connection.close();
  }
}
