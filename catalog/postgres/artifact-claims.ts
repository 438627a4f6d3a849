import type { ArtifactClaim, StoredArtifact } from '../provider.js';
import type { CatalogDatabase, Session } from './pool.js';

/** Shared by runs that begin, held alone by who removes artifacts; until the end of the transaction. */
const RUNS_BEGIN = "hashtextextended('sourcesense runs begin', 0)";

/**
 * A removal may wait for a store that answers slowly, longer than the sessions' timeout; should its process be
 * suspended, runs can begin again after this.
 */
const IDLE_TIMEOUT = "SET LOCAL idle_in_transaction_session_timeout = '5min'";

const CLAIMS = `
  SELECT CASE
    WHEN EXISTS (SELECT FROM catalog.artifact a WHERE a.artifact_id = stored.artifact_id) THEN 'registered'
    WHEN r.run_id IS NULL THEN 'unknown_run'
    WHEN r.status = 'running' THEN 'running'
    ELSE 'unclaimed' END AS claim
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS stored (artifact_id, run_id, position)
  LEFT JOIN catalog.run r ON r.run_id = stored.run_id
  ORDER BY position`;

/** Waits while artifacts are removed; to be called in the transaction that begins a run, before it looks for its row. */
export async function waitForRemovals(session: Session): Promise<void> {
  await session.query(`SELECT pg_advisory_xact_lock_shared(${RUNS_BEGIN})`);
}

/** Calls `use` with the claims on artifacts, while no run begins and nothing is registered. */
export function withClaims<T>(
  database: CatalogDatabase,
  artifacts: readonly StoredArtifact[],
  use: (claims: readonly ArtifactClaim[]) => Promise<T>,
): Promise<T> {
  return database.transaction('look up who needs artifacts', async (session) => {
    await session.query(IDLE_TIMEOUT);
    await session.query(`SELECT pg_advisory_xact_lock(${RUNS_BEGIN})`);
    // A step of a run that was given up may still register what it made.
    await session.query('LOCK TABLE catalog.artifact IN SHARE MODE');
    const rows = await session.query<{ claim: ArtifactClaim }>(CLAIMS, [
      artifacts.map(({ artifactId }) => artifactId),
      artifacts.map(({ runId }) => runId),
    ]);
    return use(rows.map(({ claim }) => claim));
  });
}
