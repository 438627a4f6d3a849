import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { SourceSenseError } from '../../contracts/failure.js';
import type { PostgresConnectionConfig } from './config.js';
import type { SourceLabel } from './errors.js';

/** libpq's modes: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
/** Parameters of a URL that are about TLS. Others of that prefix are refused: a mistyped one would leave TLS off. */
const SSL_PARAMETERS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'];
export type SslMode = (typeof SSL_MODES)[number];

/** Everything needed to open a session, taken from the connection's URL and its other settings. */
export interface SessionOptions extends SourceLabel {
  readonly password: string | undefined;
  readonly sslMode: SslMode;
  readonly ssl: ConnectionOptions;
}

function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new SourceSenseError('invalid_input', 'The URL of the connection is not one of PostgreSQL.', {
      remedy: 'Write postgres://user:password@host:5432/database.',
    });
  }
  return parsed;
}

function parseSslMode(url: URL): SslMode {
  const unknown = [...url.searchParams.keys()].find(
    (name) => name.startsWith('ssl') && !SSL_PARAMETERS.includes(name),
  );
  if (unknown !== undefined) {
    throw new SourceSenseError('invalid_input', `The parameter "${unknown}" of the URL is not known.`, {
      remedy: `Those about TLS are ${SSL_PARAMETERS.join(', ')}.`,
    });
  }
  const given = url.searchParams.get('sslmode') ?? 'prefer';
  const mode = SSL_MODES.find((known) => known === given);
  if (mode === undefined) {
    throw new SourceSenseError('invalid_input', `sslmode "${given}" is not known.`, {
      remedy: `Use one of ${SSL_MODES.join(', ')}.`,
    });
  }
  return mode;
}

function readCertificate(path: string | null | undefined): string | undefined {
  if (path === null || path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SourceSenseError('invalid_input', `The certificate file ${path} can't be read.`, {
      cause: error,
    });
  }
}

/** As libpq does: `require` with a root certificate verifies the authority, only `verify-full` the host name. */
function tlsOptions(url: URL, mode: SslMode, rootCert: string | undefined): ConnectionOptions {
  const ca = readCertificate(url.searchParams.get('sslrootcert') ?? rootCert);
  const cert = readCertificate(url.searchParams.get('sslcert'));
  const key = readCertificate(url.searchParams.get('sslkey'));
  const verifies = mode === 'verify-ca' || mode === 'verify-full' || (mode === 'require' && ca !== undefined);
  return {
    rejectUnauthorized: verifies,
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

/** A part of the URL as it was meant; throws without quoting it, since it may be the password. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw new SourceSenseError('invalid_input', 'The URL of the connection has a % that encodes nothing.', {
      cause: error,
      remedy: 'Write %25 for a percent sign, or give the password as the setting `password`.',
    });
  }
}

/** Reads a connection's settings; throws `invalid_input` with what is wrong and what is allowed. */
export function sessionOptions(config: PostgresConnectionConfig): SessionOptions {
  const url = parseUrl(config.url);
  const beforeHost = decoded(url.password);
  const inUrl = beforeHost === '' ? url.searchParams.get('password') : beforeHost;
  // PGPASSWORD, where nothing else is said: pg would find it by itself, and we not know what to keep out of messages.
  const password = config.password ?? inUrl ?? new pg.Client().password ?? undefined;
  const user = decoded(url.username) || 'postgres';
  const sslMode = parseSslMode(url);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: url.port === '' ? 5432 : Number(url.port),
    database: decoded(url.pathname.slice(1)) || user,
    user,
    password,
    secrets: password === undefined ? [] : [password],
    sslMode,
    ssl: tlsOptions(url, sslMode, config.ssl_root_cert),
  };
}
