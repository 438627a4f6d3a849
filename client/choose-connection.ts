import type { ConnectionConfig } from '../config/schema.js';
import {
  connectionOfUrl,
  isConnectionName,
  isConnectionUrl,
  resolveConnection,
  sealConnection,
} from '../config/stored-connection.js';
import { SourceSenseError } from '../contracts/failure.js';
import type { Session } from './session.js';

/**
 * The connection that a command line names: a configured name, the id of a stored one, or a URL, which is stored first
 * with its password encrypted, so that only its id goes on. Whether there is a connection of that name is for the
 * worker to say: its configuration counts, not this machine's. Throws `invalid_input` for what can't be a name.
 */
export async function chooseConnection(session: Session, nameOrUrl: string): Promise<string> {
  if (isConnectionUrl(nameOrUrl)) {
    const sealed = await sealConnection(session.config.secrets, nameOrUrl);
    await (await session.catalog()).connections.save(sealed);
    return sealed.connectionId;
  }
  if (!isConnectionName(nameOrUrl)) {
    throw new SourceSenseError(
      'invalid_input',
      // It may be most of a URL, with a password.
      `"${nameOrUrl.replace(/^.*@/s, '***@')}" is neither the name of a connection nor a URL.`,
      {
        remedy: 'Names are lowercase; a URL looks like postgres://user:password@host:5432/database.',
      },
    );
  }
  return nameOrUrl;
}

/**
 * The settings of a connection for a command that reads the source itself, as a worker here would: a URL, a configured
 * name, or the id of a stored one. Throws `invalid_input` when there is none.
 */
export async function resolveSource(session: Session, nameOrUrl: string): Promise<ConnectionConfig> {
  if (isConnectionUrl(nameOrUrl)) {
    return connectionOfUrl(nameOrUrl);
  }
  const stored = { get: async (id: string) => (await session.catalog()).connections.get(id) };
  return resolveConnection(session.config, stored, nameOrUrl);
}
