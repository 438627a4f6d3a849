import type { ConnectionStore, StoredConnection } from '../provider.js';
import type { CatalogDatabase } from './pool.js';

const SELECT = `
  SELECT connection_id AS "connectionId", url, encrypted_secret AS "encryptedSecret" FROM catalog.connection`;

export function createConnectionStore(database: CatalogDatabase): ConnectionStore {
  return {
    save: async ({ connectionId, url, encryptedSecret }) => {
      await database.query(
        'store a connection',
        `INSERT INTO catalog.connection (connection_id, url, encrypted_secret) VALUES ($1, $2, $3)
         ON CONFLICT (connection_id) DO UPDATE
         SET url = excluded.url, encrypted_secret = excluded.encrypted_secret, updated_at = now()`,
        [connectionId, url, encryptedSecret],
      );
    },
    get: async (connectionId) => {
      const rows = await database.query<StoredConnection>(
        'read a connection',
        `${SELECT} WHERE connection_id = $1`,
        [connectionId],
      );
      return rows[0] ?? null;
    },
    list: () => database.query('list its connections', `${SELECT} ORDER BY connection_id`),
  };
}
