import { type FailureCategory, messageOf, SourceSenseError } from '../../contracts/failure.js';

/** What an error message may name of the catalog database. */
export interface CatalogLabel {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** What to do when the server refuses the role, in place of what is said otherwise. */
  readonly accessRemedy?: string | undefined;
  /** Never printed: replaced in whatever text the server or a library gives. */
  readonly secrets: readonly string[];
}

type Explanation = readonly [category: FailureCategory, remedy: string];
type Explain = (label: CatalogLabel) => Explanation;

const notAnswering: Explain = (label) => [
  'store_unavailable',
  `Check that PostgreSQL is running at ${label.host}:${label.port} and catalog.url names it; it is retried.`,
];
const refused: Explain = (label) => [
  'authentication',
  label.accessRemedy ??
    `Check the user and password of catalog.url, and pg_hba.conf at ${label.host}:${label.port}.`,
];
const badCertificate: Explain = (label) => [
  'tls',
  `Use the host name the certificate of ${label.host} is for, set sslrootcert in catalog.url, or choose another sslmode.`,
];
const unfit: Explain = () => [
  'incomplete',
  'The rows are not of the shape the catalog has: the worker and the catalog may be of different versions.',
];
const retried: Explain = () => ['conflict', 'It is retried.'];

/** PostgreSQL's codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_SQLSTATE: Readonly<Record<string, Explain>> = {
  '28P01': refused,
  '28000': refused,
  '3D000': (label) => [
    'database_missing',
    `Create it (CREATE DATABASE "${label.database}" ENCODING 'UTF8'), or set catalog.create_database to true.`,
  ],
  '42501': (label) => [
    'permission',
    `Make role "${label.user}" the owner of database "${label.database}", or let its owner run ` +
      `GRANT CREATE ON DATABASE "${label.database}" TO "${label.user}".`,
  ],
  '40001': retried,
  '40P01': retried,
  '55P03': retried,
  '57014': () => [
    'timeout',
    'It is retried; look for a statement_timeout on the catalog database or its role.',
  ],
  '57P01': notAnswering,
  '57P02': notAnswering,
  '57P03': notAnswering,
  '25P03': notAnswering,
};

/** The classes whose codes all mean the same here: connection, data, constraint, resources. */
const BY_CLASS: Readonly<Record<string, Explain>> = {
  '08': notAnswering,
  '22': unfit,
  '23': unfit,
  '53': () => [
    'store_unavailable',
    'The catalog database has no room now (connections, memory or disk); it is retried.',
  ],
};

/** Codes of Node (https://nodejs.org/api/errors.html#common-system-errors) for a connection that fails. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const CERTIFICATE = /CERT|UNABLE_TO_|does not support SSL/;
/** What `pg` throws itself, without a code. */
const PG_CONNECTION = /timeout exceeded|connection terminated|client has encountered|connection ended/i;

function explain(code: string, detail: string): Explain | undefined {
  const bySqlState = BY_SQLSTATE[code] ?? (code.length === 5 ? BY_CLASS[code.slice(0, 2)] : undefined);
  if (bySqlState !== undefined) return bySqlState;
  if (NO_CONNECTION.test(code) || PG_CONNECTION.test(detail)) return notAnswering;
  if (CERTIFICATE.test(code) || CERTIFICATE.test(detail)) return badCertificate;
  return /SASL|password must be a string/.test(detail) ? refused : undefined;
}

/**
 * What an error says of itself; of a connection tried at several addresses, what the first one says. By shape rather
 * than by class: errors of Node's own modules belong to another realm where this runs in a VM context, as in jest.
 */
function describe(thrown: unknown): { code: string; detail: string } {
  if (typeof thrown !== 'object' || thrown === null) return { code: '', detail: messageOf(thrown) };
  if ('errors' in thrown && Array.isArray(thrown.errors) && thrown.errors.length > 0) {
    return describe(thrown.errors[0]);
  }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const message =
    'message' in thrown && typeof thrown.message === 'string' ? thrown.message : messageOf(thrown);
  return { code, detail: message.replace(/\.$/, '') };
}

/**
 * Turns what `pg` throws into a `SourceSenseError`. `operation` completes "The catalog could not ...".
 * An error that is one already passes unchanged.
 */
export function toCatalogError(thrown: unknown, operation: string, label: CatalogLabel): SourceSenseError {
  if (thrown instanceof SourceSenseError) return thrown;
  const { code, detail } = describe(thrown);
  const [category, remedy] = explain(code, detail)?.(label) ?? (['internal', undefined] as const);
  return new SourceSenseError(category, `The catalog could not ${operation}: ${detail}.`, {
    cause: thrown,
    secrets: label.secrets,
    ...(/^[0-9A-Z]{5}$/.test(code) && { sqlState: code }),
    ...(remedy !== undefined && { remedy }),
  });
}
