import { createHash } from 'node:crypto';
import { SourceSenseError } from '../contracts/failure.js';
import { decryptSecret, encryptSecret } from './connection-secret.js';
import { nearestName } from '../contracts/nearest-name.js';
import type { ConnectionConfig, SourceSenseConfig } from './schema.js';
import { postgresConnectionSchema } from '../sources/postgres/config.js';
import { loadSecretKey } from './secret-key.js';

/** What the ids of stored connections start with; configured names may not. */
export const STORED_CONNECTION_PREFIX = 'conn-';

/** Hexadecimal digits of the digest in an id: 48 bits, far beyond the number of connections anybody stores. */
const DIGEST_DIGITS = 12;

/** A connection kept in the catalog database; the shape of the catalog's `StoredConnection`. */
export interface SealedConnection {
  readonly connectionId: string;
  /** Without its password. */
  readonly url: string;
  readonly encryptedSecret: string;
}

/** The part of the catalog's connection store that resolving needs. */
export interface SealedConnectionReader {
  get(connectionId: string): Promise<SealedConnection | null>;
}

/** Whether the text on a command line is a URL rather than a connection's name. */
export function isConnectionUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** Whether the text can be a connection's name or a stored connection's id: both are parts of workflow ids. */
export function isConnectionName(text: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,62}$/.test(text);
}

/** The settings of a connection that is a URL only. Throws `invalid_input` or `unsupported` when it is not a source's. */
export function connectionOfUrl(url: string): ConnectionConfig {
  parseConnectionUrl(url);
  return postgresConnectionSchema.parse({ url });
}

/**
 * A URL as a stored connection: its id is made of the URL without the password, so that the same URL gets the same id
 * and a changed password replaces the old one. Throws `invalid_input` when it is not a `postgres://` URL with a host
 * and a database.
 */
export async function sealConnection(
  secrets: SourceSenseConfig['secrets'],
  url: string,
): Promise<SealedConnection> {
  const parsed = parseConnectionUrl(url);
  const password = decodedPassword(parsed) || (parsed.searchParams.get('password') ?? '');
  parsed.password = '';
  parsed.searchParams.delete('password');
  const digest = createHash('sha256').update(parsed.href).digest('hex').slice(0, DIGEST_DIGITS);
  const connectionId = STORED_CONNECTION_PREFIX + digest;
  const key = await loadSecretKey(secrets);
  return { connectionId, url: parsed.href, encryptedSecret: encryptSecret(key, connectionId, password) };
}

/**
 * What a worker connects with: the configured connection of that name, or the stored one of that id with its password
 * decrypted. Throws `invalid_input` when there is no such connection.
 */
export async function resolveConnection(
  config: Pick<SourceSenseConfig, 'connections' | 'secrets'>,
  stored: SealedConnectionReader,
  connection: string,
): Promise<ConnectionConfig> {
  const configured = config.connections[connection];
  if (configured !== undefined) return configured;
  if (!connection.startsWith(STORED_CONNECTION_PREFIX)) throw unknownConnection(config, connection);
  const sealed = await stored.get(connection);
  if (sealed === null) throw unknownConnection(config, connection);
  const password = decryptSecret(await loadSecretKey(config.secrets), connection, sealed.encryptedSecret);
  return postgresConnectionSchema.parse({ url: sealed.url, ...(password !== '' && { password }) });
}

function parseConnectionUrl(url: string): URL {
  if (!URL.canParse(url)) throw malformedUrl();
  const parsed = new URL(url);
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new SourceSenseError('unsupported', `${parsed.protocol}// is not a source SourceSense reads.`, {
      remedy: 'Give a postgres:// URL.',
    });
  }
  return parsed;
}

function decodedPassword({ password }: URL): string {
  try {
    return decodeURIComponent(password);
  } catch {
    throw malformedUrl();
  }
}

/** Quotes neither the URL nor the parser's own message: both may hold a password. */
function malformedUrl(): SourceSenseError {
  return new SourceSenseError('invalid_input', 'The URL of the connection is not valid.', {
    remedy: 'Write postgres://user:password@host:port/database, special characters percent-encoded.',
  });
}

function unknownConnection(
  config: Pick<SourceSenseConfig, 'connections'>,
  connection: string,
): SourceSenseError {
  const names = Object.keys(config.connections);
  const nearest = nearestName(connection, names);
  const known = names.length === 0 ? 'None is configured.' : `Configured are: ${names.join(', ')}.`;
  return new SourceSenseError('invalid_input', `There is no connection "${connection}".`, {
    remedy: `${nearest === null ? '' : `Did you mean ${nearest}? `}${known}`,
  });
}
