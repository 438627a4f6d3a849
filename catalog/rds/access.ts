import { messageOf, SourceSenseError } from '../../contracts/failure.js';
import { loadDriver } from '../load-driver.js';
import type { RdsAccessConfig } from './config.js';

/** Modes of a URL that we take for "with TLS"; all of them verify authority and host name here. */
const TLS_MODES = ['require', 'verify-ca', 'verify-full'];

/** What a PostgreSQL database on RDS is reached by. */
export interface RdsAccess {
  readonly url: string;
  readonly password: string | (() => Promise<string>) | undefined;
  /** What to do when the server refuses the role. */
  readonly accessRemedy?: string;
}

/**
 * How to enter a database on RDS: always with TLS, its certificate verified. With IAM every session gets a token of its
 * own, signed when it is opened, so that none can have expired: a token is good for 15 minutes, and only for opening
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html). Signing asks no server.
 */
export async function rdsAccess(config: RdsAccessConfig): Promise<RdsAccess> {
  const url = withTls(config.url);
  if (config.auth === 'password') return { url: url.href, password: config.password };
  if (config.password !== undefined || url.password !== '') {
    throw new SourceSenseError('invalid_input', 'catalog.auth is iam, and there is a password.', {
      remedy: 'Leave the password out of catalog.url and catalog.password, or set catalog.auth to password.',
    });
  }
  return {
    url: url.href,
    password: await tokenSigner(url, config.region),
    accessRemedy:
      `Run GRANT rds_iam TO "${decodeURIComponent(url.username)}" in the database, and let the IAM identity of these ` +
      'credentials do rds-db:connect as that role.',
  };
}

function withTls(text: string): URL {
  if (!URL.canParse(text)) {
    throw new SourceSenseError('invalid_input', 'catalog.url is not a URL.', {
      remedy: 'Write postgres://user@host:5432/database, special characters percent-encoded.',
    });
  }
  const url = new URL(text);
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !TLS_MODES.includes(mode)) {
    throw new SourceSenseError(
      'invalid_input',
      `catalog.url has sslmode=${mode}: a cloud catalog needs TLS.`,
      {
        remedy: "Leave sslmode out, and give the authorities' file as sslrootcert.",
      },
    );
  }
  url.searchParams.set('sslmode', 'verify-full');
  return url;
}

async function tokenSigner(url: URL, region: string | undefined): Promise<() => Promise<string>> {
  const { Signer } = await loadDriver('@aws-sdk/rds-signer', () => import('@aws-sdk/rds-signer'));
  const signer = new Signer({
    hostname: url.hostname,
    port: Number(url.port || 5432),
    username: decodeURIComponent(url.username),
    ...(region !== undefined && { region }),
  });
  return () =>
    signer.getAuthToken().catch((error: unknown) => {
      throw new SourceSenseError('authentication', `No IAM token could be signed: ${messageOf(error)}.`, {
        cause: error,
        remedy:
          'Give the AWS SDK credentials and a region (environment, profile or role), or set catalog.region.',
      });
    });
}
