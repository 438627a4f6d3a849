import type { Kind } from '../../contracts/kinds/index.js';
import { APPLICATION_NAME, type Session } from './pool.js';

/** The schema that holds what a run has landed. */
export function landingSchema(runNumber: bigint): string {
  return `landing_${runNumber.toString()}`;
}

/** The table of a kind in a run's landing schema. */
export function landingTable(runNumber: bigint, kind: Kind): string {
  return `${landingSchema(runNumber)}."${kind}"`;
}

/** Makes a run's landing schema with a table per kind; what is there already stays. */
export async function createLanding(session: Session, runNumber: bigint): Promise<void> {
  await session.query('SELECT catalog.create_landing($1)', [runNumber]);
}

/**
 * Drops a run's landing schema, the caller holding the run's row locked. Sessions of ours that still hold a lock in it
 * are ended first: attempts that a later one has overtaken, perhaps in a suspended process that would hold its lock
 * for ever. What they wrote can't be committed any more anyway.
 */
export async function dropLanding(session: Session, runNumber: bigint): Promise<void> {
  const schema = landingSchema(runNumber);
  await session.query(
    `SELECT pg_terminate_backend(pid) FROM (
       SELECT DISTINCT l.pid FROM pg_locks l
       JOIN pg_class c ON c.oid = l.relation
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE n.nspname = $1 AND l.pid <> pg_backend_pid() AND a.application_name = $2
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) holders`,
    [schema, APPLICATION_NAME],
  );
  await session.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
}
