import { type FailureCategory, messageOf, SourceSenseError } from '../../contracts/failure.js';

/** What an error message may name of a source. */
export interface SourceLabel {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Never printed: replaced in whatever text the server or a library gives. */
  readonly secrets: readonly string[];
}

type Explanation = readonly [category: FailureCategory, message: string, remedy: string];
type Explain = (label: SourceLabel, detail: string) => Explanation;

const address = (label: SourceLabel) => `${label.host}:${label.port}`;

const wrongPassword: Explain = (label) => [
  'authentication',
  `PostgreSQL at ${address(label)} refused the password of role "${label.user}".`,
  'Check the user and the password of the connection.',
];

const missingDatabase: Explain = (label) => [
  'database_missing',
  `PostgreSQL at ${address(label)} has no database "${label.database}".`,
  'Check the database name of the connection; psql -l lists those that are there.',
];

const shuttingDown: Explain = (label, detail) => [
  'connection_lost',
  `PostgreSQL at ${address(label)} closed the session: ${detail}.`,
  'It is retried; if it persists, look at the log of the server.',
];

const noAnswer: Explain = (label, detail) => [
  'unreachable',
  `PostgreSQL can't be reached at ${address(label)}: ${detail}.`,
  'Check the host, the port and the firewall, and that the server is running.',
];

const badCertificate: Explain = (label, detail) => [
  'tls',
  `The TLS certificate of ${address(label)} is not accepted: ${detail}.`,
  'Use the host name that the certificate is for, set ssl_root_cert to its authority, or choose another sslmode.',
];

const notUtf8: Explain = (label, detail) => [
  'unsupported',
  `Text in ${label.database} can't be read as UTF-8: ${detail}.`,
  'A database in SQL_ASCII keeps any bytes: write the name, comment or definition again in UTF-8.',
];

/** PostgreSQL's codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_SQLSTATE: Readonly<Record<string, Explain>> = {
  '28P01': wrongPassword,
  '28000': (label, detail) => [
    'authentication',
    `PostgreSQL at ${address(label)} does not let role "${label.user}" in: ${detail}.`,
    'Check the user of the connection and pg_hba.conf of the server.',
  ],
  '3D000': missingDatabase,
  '42501': (label, detail) => [
    'permission',
    `Role "${label.user}" may not read what is needed: ${detail}.`,
    'Grant the privilege named, or use another role.',
  ],
  '53200': (label, detail) => [
    'source_busy',
    `PostgreSQL at ${address(label)} has no memory left: ${detail}.`,
    'It is retried; where it is for locks, raise max_locks_per_transaction of the server.',
  ],
  '53300': (label) => [
    'source_busy',
    `PostgreSQL at ${address(label)} has no connection left.`,
    'It is retried; lower max_sessions of the connection or raise max_connections of the server.',
  ],
  '55P03': (label, detail) => [
    'source_busy',
    `A lock on ${label.database} was not to be had in time: ${detail}.`,
    'It is retried; somebody holds an ACCESS EXCLUSIVE lock (see pg_locks).',
  ],
  '57014': (label, detail) => [
    'timeout',
    `A statement on ${label.database} was stopped: ${detail}.`,
    'It is retried; raise statement_timeout_ms of the connection if the source is slow.',
  ],
  '22021': notUtf8,
  '22P05': notUtf8,
  '57P01': shuttingDown,
  '57P02': shuttingDown,
  '57P03': shuttingDown,
  '40001': (label, detail) => [
    'conflict',
    `A read of ${label.database} failed: ${detail}.`,
    'It is retried.',
  ],
  '40P01': (label, detail) => [
    'conflict',
    `A read of ${label.database} failed: ${detail}.`,
    'It is retried.',
  ],
};

/** Error codes of Node: https://nodejs.org/api/errors.html#common-system-errors and `#openssl-error-codes`. */
const BY_NODE_CODE: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: (label) => noAnswer(label, 'the connection was refused'),
  ENOTFOUND: (label) => noAnswer(label, 'no such host'),
  EAI_AGAIN: (label) => noAnswer(label, 'the host name could not be looked up'),
  ETIMEDOUT: (label) => noAnswer(label, 'no answer'),
  EHOSTUNREACH: (label) => noAnswer(label, 'no route to the host'),
  ENETUNREACH: (label) => noAnswer(label, 'no route to the network'),
  ECONNRESET: shuttingDown,
  EPIPE: shuttingDown,
  ERR_TLS_CERT_ALTNAME_INVALID: (label) =>
    badCertificate(label, `it is not for the host name "${label.host}"`),
  DEPTH_ZERO_SELF_SIGNED_CERT: (label) => badCertificate(label, 'it is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: (label) => badCertificate(label, 'its authority is not known here'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (label) => badCertificate(label, 'its authority is not known here'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: (label) => badCertificate(label, 'its authority is not known here'),
  CERT_HAS_EXPIRED: (label) => badCertificate(label, 'it has expired'),
};

/** Errors that `pg` raises itself, without a code. */
const BY_MESSAGE: readonly (readonly [RegExp, Explain])[] = [
  [/timeout/i, (label) => noAnswer(label, 'no answer in time')],
  [/connection terminated|client has encountered|connection ended/i, shuttingDown],
  [
    /does not support SSL/i,
    (label) => [
      'tls',
      `PostgreSQL at ${address(label)} does not offer TLS.`,
      'Turn ssl on at the server, or set sslmode=disable or prefer on the connection.',
    ],
  ],
  [/SASL|password must be a string/i, wrongPassword],
];

const poolerBusy: Explain = (label, detail) => [
  'source_busy',
  `The connection pooler at ${address(label)} has no connection left: ${detail}.`,
  'It is retried; lower max_sessions of the connection or raise the limits of the pooler.',
];

/** What pgbouncer says under its one code, 08P01: seen with 1.18; the newer wording of the first two is in its source. */
const BY_POOLER_MESSAGE: readonly (readonly [RegExp, Explain])[] = [
  [/authentication failed|no such user/i, wrongPassword],
  [/no such database|database .* does not exist/i, missingDatabase],
  [/no more connections|query_wait_timeout/i, poolerBusy],
  [
    /transaction blocks not allowed/i,
    (label) => [
      'unsupported',
      `The connection pooler at ${address(label)} pools by statement and allows no transactions.`,
      'Set its pool_mode to transaction or session, or connect to PostgreSQL itself.',
    ],
  ],
  [
    /unsupported startup parameter/i,
    (label, detail) => [
      'invalid_input',
      `The connection pooler at ${address(label)} refuses the session: ${detail}.`,
      'Unset PGOPTIONS where the worker runs, or list the parameter in ignore_startup_parameters of the pooler.',
    ],
  ],
  [
    /cannot connect to server|connect failed|login fail/i,
    (label, detail) => [
      'unreachable',
      `The connection pooler at ${address(label)} does not reach its server: ${detail}.`,
      'Check that the server behind the pooler is running.',
    ],
  ],
];

const matching = (explanations: typeof BY_MESSAGE, detail: string) =>
  explanations.find(([pattern]) => pattern.test(detail))?.[1];

function explanationFor(code: string, detail: string): Explain | undefined {
  const byPooler = code === '08P01' ? matching(BY_POOLER_MESSAGE, detail) : undefined;
  const bySqlState = byPooler ?? BY_SQLSTATE[code] ?? (code.startsWith('08') ? shuttingDown : undefined);
  return bySqlState ?? BY_NODE_CODE[code] ?? matching(BY_MESSAGE, detail);
}

/** The code of a server's or Node's error; of the first inner one for a connection tried at several addresses. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return '';
}

/** Turns whatever `pg` throws into a `SourceSenseError`: a closed category and a sentence that says what to do. */
export function toSourceError(thrown: unknown, label: SourceLabel): SourceSenseError {
  if (thrown instanceof SourceSenseError) return thrown;
  const code = codeOf(thrown);
  const detail = messageOf(thrown).replace(/\.$/, '');
  const options = {
    cause: thrown,
    secrets: label.secrets,
    ...(/^(?=.*\d)[0-9A-Z]{5}$/.test(code) && { sqlState: code }),
  };
  const explain = explanationFor(code, detail);
  if (explain === undefined) {
    return new SourceSenseError('internal', `A read of ${label.database} failed: ${detail}.`, options);
  }
  const [category, message, remedy] = explain(label, detail);
  return new SourceSenseError(category, message, { ...options, remedy });
}
