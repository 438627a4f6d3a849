import type { ConnectionStore, StoredConnection } from '../provider.js';
import type { SqliteDatabase } from './database.js';

const SELECT = `
  SELECT connection_id AS "connectionId", url, encrypted_secret AS "encryptedSecret" FROM connection`;
const SAVE = `
  INSERT INTO connection (connection_id, url, encrypted_secret) VALUES (?, ?, ?)
  ON CONFLICT (connection_id) DO UPDATE SET url = excluded.url, encrypted_secret = excluded.encrypted_secret,
    updated_at = strftime('%Y-%m-%dT%H:%M:%fZ')`;

export function createConnectionStore(database: SqliteDatabase): ConnectionStore {
  return {
    save: async ({ connectionId, url, encryptedSecret }) => {
      await database.write('store a connection', (session) => {
        session.run(SAVE, [connectionId, url, encryptedSecret]);
      });
    },
    get: async (connectionId) => {
      const rows = await database.answer<StoredConnection>(
        'read a connection',
        `${SELECT} WHERE connection_id = ?`,
        [connectionId],
      );
      return rows[0] === undefined ? null : { ...rows[0] };
    },
    list: async () => {
      const rows = await database.answer<StoredConnection>(
        'list its connections',
        `${SELECT} ORDER BY connection_id`,
      );
      return rows.map((row) => ({ ...row }));
    },
  };
}
