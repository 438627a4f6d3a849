import type { CatalogTransfer } from '../transfer.js';
import { exportRun, listForTransfer } from './export-run.js';
import { importRun } from './import-run.js';
import type { CatalogDatabase } from './pool.js';
import { exportAnnotations, importAnnotations } from './transfer-annotations.js';

const IMPORT_ARTIFACTS = `
  INSERT INTO catalog.artifact (artifact_id, source_url, resolver, content_type, size_bytes, sha256, storage_uri, run_id,
                                registered_at)
  SELECT artifact_id, source_url, resolver, content_type, size_bytes, sha256, storage_uri, run_id, registered_at
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[],
              $9::timestamptz[])
    WITH ORDINALITY AS given (artifact_id, source_url, resolver, content_type, size_bytes, sha256, storage_uri, run_id,
                              registered_at, position)
  ORDER BY position
  ON CONFLICT (artifact_id) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
    storage_uri = excluded.storage_uri, registered_at = excluded.registered_at`;

/** See `CatalogTransfer`. */
export function createTransfer(database: CatalogDatabase): CatalogTransfer {
  return {
    listForTransfer: () => listForTransfer(database),
    exportRun: (runId) => exportRun(database, runId),
    importRun: (copy, options) => importRun(database, copy, options),
    exportAnnotations: (connection) => exportAnnotations(database, connection),
    importAnnotations: (connection, added, ended) => importAnnotations(database, connection, added, ended),
    registeredHashes: async (artifactIds) => {
      const rows = await database.query<{ id: string; sha256: string }>(
        'read its artifact registry',
        'SELECT artifact_id AS id, sha256 FROM catalog.artifact WHERE artifact_id = ANY ($1)',
        [artifactIds],
      );
      return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
    },
    importArtifacts: async (artifacts) => {
      const column = <T>(value: (artifact: (typeof artifacts)[number]) => T) => artifacts.map(value);
      await database.query('register artifacts', IMPORT_ARTIFACTS, [
        column(({ artifactId }) => artifactId),
        column(({ sourceUrl }) => sourceUrl),
        column(({ resolver }) => resolver),
        column(({ contentType }) => contentType),
        column(({ sizeBytes }) => sizeBytes),
        column(({ sha256 }) => sha256),
        column(({ storageUri }) => storageUri),
        column(({ runId }) => runId),
        column(({ registeredAt }) => registeredAt.toISOString()),
      ]);
    },
  };
}
