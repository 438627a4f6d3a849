import { onCommand } from './error-path.js';
import { SECRETS } from './planted.js';

const { sourceStored, catalog, storeSecretKey, temporalApiKey, payloadKey, connectionKey } = SECRETS;
const encoded = encodeURIComponent(sourceStored);
const encryption = (name: string) => `SOURCESENSE_TEMPORAL_ENCRYPTION_${name}`;

/** URLs, files and settings that are wrong, and servers that commands meet. */
export const COMMAND_PATHS = [
  onCommand('a URL with a slash in its password', /URL of the connection is not valid/, () => ({
    args: ['extract', `postgres://reader:${sourceStored}@127.0.0.1/shop`],
  })),
  onCommand('a URL of another kind of source', /is not a source/, () => ({
    args: ['extract', `mysql://reader:${encoded}@127.0.0.1/shop`],
  })),
  onCommand('a URL with a % that encodes nothing', /encodes nothing/, () => ({
    args: ['preview', `postgres://reader:%zz${encoded}@127.0.0.1/shop`],
  })),
  onCommand('a URL without its scheme', /neither the name of a connection nor a URL/, () => ({
    args: ['extract', `reader:${encoded}@127.0.0.1/shop`],
  })),
  onCommand('doctor meets a role that is not there', /refused the password/, ({ sourceUrl }) => ({
    args: ['doctor', sourceUrl(sourceStored)],
  })),
  onCommand('doctor meets a server that quotes the password', /\*\*\*/, ({ quotingUrl }) => ({
    args: ['doctor', quotingUrl(sourceStored), '--json'],
  })),
  onCommand('preview meets a server that quotes the password', /\*\*\*/, ({ quotingUrl }) => ({
    args: ['preview', quotingUrl(sourceStored), '--json'],
  })),
  onCommand('a run of a URL meets a server that quotes the password', /\*\*\*/, ({ quotingUrl }) => ({
    args: ['extract', quotingUrl(sourceStored), '--json'],
  })),
  onCommand('preview meets an unreadable key file', /./, ({ sourceUrl, keyFile }) => ({
    args: ['preview', `${sourceUrl(sourceStored)}?sslmode=require&sslkey=${keyFile}&sslcert=${keyFile}`],
  })),
  onCommand('list, with a catalog that refuses the role', /could not/, ({ catalogUrl }) => ({
    args: ['objects', 'table', '--json'],
    environment: { SOURCESENSE_CATALOG_URL: catalogUrl(catalog) },
  })),
  onCommand('doctor, with a catalog that quotes the password', /\*\*\*/, ({ quotingUrl }) => ({
    args: ['doctor', '--json'],
    environment: { SOURCESENSE_CATALOG_URL: quotingUrl(catalog) },
  })),
  onCommand('export, with a catalog that quotes the password', /\*\*\*/, ({ quotingUrl }) => ({
    args: ['export', 'json', 'extract/any/1'],
    environment: { SOURCESENSE_CATALOG_URL: quotingUrl(catalog) },
  })),
  onCommand('a worker, with a catalog that quotes the password', /\*\*\*/, ({ quotingUrl }) => ({
    args: ['worker'],
    environment: { SOURCESENSE_CATALOG_URL: quotingUrl(catalog) },
  })),
  onCommand('a catalog URL that is none', /is not a URL|must/, () => ({
    args: ['objects', 'table'],
    environment: { SOURCESENSE_CATALOG_URL: `postgres://sourcesense:${catalog}@127.0.0.1:x/catalog` },
  })),
  onCommand('doctor, with a store that quotes the request', /AccessDenied|403/, ({ quotingStore }) => ({
    args: ['doctor', '--json'],
    environment: quotingStore,
  })),
  onCommand('a worker, with a store that quotes the request', /AccessDenied|403/, ({ quotingStore }) => ({
    args: ['worker'],
    environment: quotingStore,
  })),
  onCommand('doctor, of a session, with a store that quotes its token', /\*\*\*/, (places) => ({
    args: ['doctor', '--json'],
    environment: places.quotingStoreOfSession,
  })),
  onCommand('gc, of a session, with a store that quotes its token', /\*\*\*/, (places) => ({
    args: ['artifacts', 'gc', '--older-than', '7d'],
    environment: places.quotingStoreOfSession,
  })),
  onCommand('Temporal without TLS is given an API key', /Temporal can't be reached/, () => ({
    args: ['list'],
    environment: { TEMPORAL_API_KEY: temporalApiKey },
  })),
  onCommand('a worker is given an API key for a closed port', /Temporal can't be reached/, (places) => ({
    args: ['worker'],
    environment: { TEMPORAL_API_KEY: temporalApiKey, TEMPORAL_ADDRESS: places.closedPort },
  })),
  onCommand('a schedule, with a TLS key that is none', /./, ({ keyFile }) => ({
    args: ['schedule', 'list'],
    environment: {
      SOURCESENSE_TEMPORAL_TLS: 'true',
      SOURCESENSE_TEMPORAL_TLS_KEY_FILE: keyFile,
      SOURCESENSE_TEMPORAL_TLS_CERT_FILE: keyFile,
    },
  })),
  onCommand(
    'a schedule of a URL, Temporal out of reach',
    /can't be reached/,
    ({ closedPort, sourceUrl }) => ({
      args: ['schedule', 'create', sourceUrl(sourceStored), '--cron', '0 3 * * *'],
      environment: { TEMPORAL_ADDRESS: closedPort },
    }),
  ),
  onCommand('a codec server, at a port that is taken', /Can't listen/, ({ takenPort }) => ({
    args: ['codec-server', '--port', takenPort],
  })),
  onCommand('a payload key that is cut short', /32 bytes/, () => ({
    args: ['list'],
    environment: { [encryption('KEYS_TESTS')]: payloadKey.slice(1) },
  })),
  onCommand('a key of connections that is cut short', /instead of 32/, ({ quotingUrl }) => ({
    args: ['extract', quotingUrl(sourceStored)],
    environment: { SOURCESENSE_SECRETS_KEY: connectionKey.slice(0, 32) },
  })),
  onCommand('a setting that is misspelt', /is not a setting/, () => ({
    args: ['config', '--set', `artifacts.secret_acces_key=${storeSecretKey}`],
  })),
  onCommand('a flag without its equals sign', /--set takes/, () => ({
    args: ['config', '--set', `=${storeSecretKey}`],
  })),
  onCommand('a secret where a number is expected', /must be/, () => ({
    args: ['config', '--config', 'CONFIG'],
    yaml: `connections: { shop: { url: 'postgres://reader@host/shop', max_sessions: none, password: ${JSON.stringify(sourceStored)} } }\n`,
  })),
  onCommand('a URL where the name of a provider is expected', /must be|is not a setting/, () => ({
    args: ['config', '--config', 'CONFIG'],
    yaml: `catalog: ${JSON.stringify(`postgres://sourcesense:${encodeURIComponent(catalog)}@host/catalog`)}\n`,
  })),
  onCommand('a list where one URL is expected', /must/, () => ({
    args: ['config', '--config', 'CONFIG'],
    yaml: `connections: { shop: { url: [${JSON.stringify(sourceStored)}] } }\n`,
  })),
  onCommand('a file that is no YAML', /can't be read/, () => ({
    args: ['config', '--config', 'CONFIG'],
    yaml: `connections:\n  shop:\n    password: ${sourceStored}: "\n  other: {\n`,
  })),
  onCommand('a file that names an unset variable', /which is not set/, () => ({
    args: ['config', '--config', 'CONFIG'],
    yaml: `catalog: { url: ${JSON.stringify(`${encodeURIComponent(catalog)}\${NOT_SET}`)} }\n`,
  })),
];
