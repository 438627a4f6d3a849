import type { ReadSession } from './session.js';

/**
 * What tells the database from every other, whatever its name and address: the server's system identifier
 * (pg_control_system), which standbys share, and the database's oid, which a restored dump changes. Undefined where the
 * role may not ask.
 */
export async function systemIdentity(session: ReadSession): Promise<string | undefined> {
  const [row] = await session.all(
    `SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')::text AS may_ask, d.oid::text AS oid
     FROM pg_database d WHERE d.datname = current_database()`,
    [],
  );
  const [mayAsk, oid] = row ?? [];
  if (mayAsk !== 'true') return undefined;
  const [system] = await session.all('SELECT system_identifier::text AS id FROM pg_control_system()', []);
  return `${system?.[0] ?? ''}/${oid ?? ''}`;
}
