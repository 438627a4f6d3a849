import type { System } from './system.js';

/**
 * Sessions of SourceSense on the source, those that wait idle in a pool left out. Asked from a session of its own each
 * time: inside a transaction pg_stat_activity stays as it was first seen.
 */
export async function busySessions(system: System): Promise<number> {
  const rows = await system.onSource<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'sourcesense%' AND state <> 'idle'`,
  );
  return rows[0]?.count ?? 0;
}
