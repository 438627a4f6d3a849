import { isConnectionUrl, resolveConfigured, sealConnection } from '../config/stored-connection.js';
import type { Session } from './session.js';

/**
 * The connection that a command line names: a configured name, the id of a stored one, or a URL, which is stored first
 * with its password encrypted, so that only its id goes on. Throws `invalid_input` for a name nobody has.
 */
export async function chooseConnection(session: Session, nameOrUrl: string): Promise<string> {
  const { config } = session;
  if (!isConnectionUrl(nameOrUrl)) return resolveConfigured(config, nameOrUrl);
  const sealed = await sealConnection(config.secrets, nameOrUrl);
  await (await session.catalog()).connections.save(sealed);
  return sealed.connectionId;
}
