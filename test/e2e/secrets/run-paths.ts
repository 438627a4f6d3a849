import pg from 'pg';
import { inTheMiddle, onCatalog, onContact, type RunSite } from './error-path.js';
import { SECRETS } from './planted.js';

const quoting = (sqlState: string) => (site: RunSite) => {
  site.become({ sqlState });
};
const storeAnswers =
  (status: number, code: string, quotes: 'in the message' | 'not XML' = 'in the message') =>
  (site: RunSite) => {
    site.failStore({ status, code, quotes });
  };

/** Runs that fail when they first reach their source. */
export const CONTACT_PATHS = [
  onContact('a role that is not there', /refused the password/, 'in the URL', (url) => {
    url.username = 'nobody';
  }),
  onContact('a database that is not there', /has no database/, 'in the query', (url) => {
    url.pathname = '/nowhere';
  }),
  onContact('a port nobody listens on', /can't be reached/, 'as a setting', (url) => (url.port = '1')),
  onContact('a host that is not there', /can't be reached/, 'in the environment', (url) => {
    url.hostname = 'no-such-host.invalid';
  }),
  onContact('TLS where there is none', /does not offer TLS/, 'in the URL', (url) => {
    url.searchParams.set('sslmode', 'require');
  }),
  onContact('a key file that is no key', /./, 'in the query', (url, { keyFile }) => {
    url.searchParams.set('sslmode', 'require');
    url.searchParams.set('sslkey', keyFile);
    url.searchParams.set('sslcert', keyFile);
  }),
  onContact('an authority file that is missing', /can't be read/, 'as a setting', (url) => {
    url.searchParams.set('sslrootcert', '/nowhere/authority.pem');
  }),
  onContact('a parameter that is misspelt', /is not known/, 'in the query', (url) => {
    url.searchParams.set('sslmod', 'require');
  }),
];

/** Runs whose source changes, or whose store fails, while they are at it. */
export const MIDDLE_PATHS = [
  inTheMiddle('the password is changed', /refused the password/, 'in the URL', ({ role, strikeRole }) =>
    strikeRole(`ALTER ROLE ${role} PASSWORD 'another'`),
  ),
  inTheMiddle('the role may log in no more', /does not let role/, 'in the query', ({ role, strikeRole }) =>
    strikeRole(`ALTER ROLE ${role} NOLOGIN`),
  ),
  inTheMiddle('the password expires', /refused the password/, 'as a setting', ({ role, strikeRole }) =>
    strikeRole(`ALTER ROLE ${role} VALID UNTIL '2000-01-01'`),
  ),
  inTheMiddle('the password is changed elsewhere', /refused the password/, 'in the environment', (site) =>
    site.strikeRole(`ALTER ROLE ${site.role} PASSWORD 'another'`),
  ),
  inTheMiddle('CONNECT is revoked', /may not read/, 'in the URL', ({ database, strikeRole }) =>
    strikeRole(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`),
  ),
  inTheMiddle('the database is dropped', /has no database/, 'in the query', ({ database, strikeRole }) =>
    strikeRole(`DROP DATABASE ${database} WITH (FORCE)`),
  ),
  inTheMiddle('the role has no session left', /no connection left/, 'as a setting', ({ role, strikeRole }) =>
    strikeRole(`ALTER ROLE ${role} CONNECTION LIMIT 0`),
  ),
  inTheMiddle('the source hangs up', /closed the session/, 'in the URL', (site) => {
    site.become('hangs up');
  }),
  inTheMiddle('something else answers', /./, 'in the query', (site) => {
    site.become('speaks HTTP');
  }),
  inTheMiddle('the server quotes the password: 28000', /\*\*\*/, 'in the URL', quoting('28000')),
  inTheMiddle('the server quotes the password: 42501', /\*\*\*/, 'in the query', quoting('42501')),
  inTheMiddle('the server quotes the password: 57P03', /\*\*\*/, 'as a setting', quoting('57P03')),
  inTheMiddle('the server quotes the password: XX000', /\*\*\*/, 'in the environment', quoting('XX000')),
  inTheMiddle('a pooler quotes the password: 08P01', /\*\*\*/, 'in the URL', quoting('08P01')),
  inTheMiddle('the store refuses access', /403/, 'as a setting', storeAnswers(403, 'AccessDenied')),
  inTheMiddle('the token has expired', /ExpiredToken/, 'as a setting', storeAnswers(400, 'ExpiredToken')),
  inTheMiddle('the token is not valid', /InvalidToken/, 'as a setting', storeAnswers(400, 'InvalidToken')),
  inTheMiddle('the store fails', /500/, 'as a setting', storeAnswers(500, 'InternalError')),
  inTheMiddle('the store is busy', /503/, 'as a setting', storeAnswers(503, 'SlowDown')),
  inTheMiddle('the store says no XML', /S3 \w+ failed/, 'as a setting', storeAnswers(400, 'Bad', 'not XML')),
  inTheMiddle('the store hangs up', /S3 \w+ failed/, 'as a setting', (site) => {
    site.failStore('lost request');
  }),
];

/** What happens to the catalog while a run is in the middle. */
export const CATALOG_PATHS = [
  onCatalog(
    "the catalog's password is changed",
    /password authentication failed/,
    ({ role, sql }) => sql(`ALTER ROLE ${role} PASSWORD 'another'`),
    ({ role, sql }) => sql(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(SECRETS.catalog)}`),
  ),
  onCatalog(
    'the catalog is closed',
    /not currently accepting connections/,
    ({ database, sql }) => sql(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`),
    ({ database, sql }) => sql(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`),
  ),
  onCatalog(
    'the catalog hangs up',
    /The catalog could not/,
    (catalog) => {
      catalog.become('hangs up');
    },
    (catalog) => {
      catalog.become(null);
    },
  ),
  ...['28000', '53300', 'XX000'].map((sqlState) =>
    onCatalog(
      `the catalog quotes the password: ${sqlState}`,
      /\*\*\*/,
      (catalog) => {
        catalog.become({ sqlState });
      },
      (catalog) => {
        catalog.become(null);
      },
    ),
  ),
];
