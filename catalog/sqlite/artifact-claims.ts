import type { ArtifactClaim, StoredArtifact } from '../provider.js';
import type { SqliteDatabase } from './database.js';

const CLAIM = `
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM artifact WHERE artifact_id = ?) THEN 'registered'
    ELSE coalesce((SELECT iif(status = 'running', 'running', 'unclaimed') FROM run WHERE run_id = ?), 'unknown_run')
  END`;

/**
 * Calls `use` with the claims on artifacts while a connection of its own holds the write lock: meanwhile no run begins and
 * nothing is registered, nor anything else written, by whatever process; reading goes on.
 */
export async function withClaims<T>(
  database: SqliteDatabase,
  artifacts: readonly StoredArtifact[],
  use: (claims: readonly ArtifactClaim[]) => Promise<T>,
): Promise<T> {
  const connection = await database.openAlone('look up who needs artifacts');
  try {
    const claimOf = connection.prepare<string[], ArtifactClaim>(CLAIM).pluck();
    const claims = artifacts.map(({ artifactId, runId }) => claimOf.get(artifactId, runId) ?? 'unknown_run');
    return await use(claims);
  } finally {
    // Nothing was written: closing ends the transaction and gives the lock back.
    connection.close();
  }
}
