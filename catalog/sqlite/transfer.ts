import type { CatalogTransfer } from '../transfer.js';
import type { SqliteDatabase } from './database.js';
import { exportRun, listForTransfer } from './export-run.js';
import { importRun } from './import-run.js';
import { exportAnnotations, importAnnotations } from './transfer-annotations.js';

const IMPORT_ARTIFACT = `
  INSERT INTO artifact (artifact_id, source_url, resolver, content_type, size_bytes, sha256, storage_uri, run_id,
                        registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (artifact_id) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
    storage_uri = excluded.storage_uri, registered_at = excluded.registered_at`;

/** See `CatalogTransfer`. */
export function createTransfer(database: SqliteDatabase): CatalogTransfer {
  return {
    listForTransfer: () => listForTransfer(database),
    exportRun: (runId) => exportRun(database, runId),
    importRun: (copy, options) => importRun(database, copy, options),
    exportAnnotations: (connection) => exportAnnotations(database, connection),
    importAnnotations: (connection, added, ended) => importAnnotations(database, connection, added, ended),
    registeredHashes: async (artifactIds) => {
      const rows = await database.answer<{ id: string; sha256: string }>(
        'read its artifact registry',
        'SELECT artifact_id AS id, sha256 FROM artifact WHERE artifact_id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(artifactIds)],
      );
      return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
    },
    importArtifacts: async (artifacts) => {
      await database.write('register artifacts', (session) => {
        for (const { artifactId, sourceUrl, resolver, contentType, ...artifact } of artifacts) {
          const { sizeBytes, sha256, storageUri, runId, registeredAt } = artifact;
          session.run(IMPORT_ARTIFACT, [
            ...[artifactId, sourceUrl, resolver, contentType, BigInt(sizeBytes), sha256, storageUri, runId],
            registeredAt.toISOString(),
          ]);
        }
      });
    },
  };
}
