/**
 * The closed list of failure categories. A category decides whether a retry can help, and is the `type` of the
 * Temporal application failure that the error becomes.
 */
const FAILURE_CATEGORIES = {
  /** Wrong password, unknown role, no `pg_hba.conf` entry. */
  authentication: { retryable: false },
  /** The role may not do what was asked. */
  permission: { retryable: false },
  /** The input or configuration is wrong: an unknown connection, a malformed URL. */
  invalid_input: { retryable: false },
  /** The server answers, but has no such database. */
  database_missing: { retryable: false },
  /** TLS can't be agreed on: wrong host name in the certificate, unknown authority, TLS not offered. */
  tls: { retryable: false },
  /** The source's kind or version is not supported. */
  unsupported: { retryable: false },
  /** No TCP connection: refused, unknown host, no answer. Final when first connecting, retried later on. */
  unreachable: { retryable: true },
  /** An established connection broke, or the server is shutting down (SQLSTATE 08xxx, 57P01 to 57P03). */
  connection_lost: { retryable: true },
  /** The source has no room now: too many connections (53300), out of memory, a lock timeout (55P03). */
  source_busy: { retryable: true },
  /** A statement ran past its timeout (57014 that we did not ask for). */
  timeout: { retryable: true },
  /** Nothing moved in a step for longer than anything it does may be silent: a dead wire, a defect. */
  stalled: { retryable: true },
  /** Serialization failure or deadlock (40001, 40P01). */
  conflict: { retryable: true },
  /** The artifact store or the catalog database is not answering or throttles. */
  store_unavailable: { retryable: true },
  /** A stored artifact is missing, or its bytes are not those that were registered. */
  artifact_corrupt: { retryable: false },
  /** A newer attempt of this step has taken over; this one's work must not land. */
  fenced: { retryable: false },
  /** What landed is not what was extracted: the run must not be published. */
  incomplete: { retryable: false },
  /** The run would remove more than its share; somebody has to confirm it. */
  held: { retryable: false },
  /** A payload is too large for workflow history. */
  payload_too_large: { retryable: false },
  /** Somebody asked us to stop. */
  cancelled: { retryable: false },
  /** A defect or a state nobody thought of; retried, since it may pass. */
  internal: { retryable: true },
} as const satisfies Record<string, { readonly retryable: boolean }>;

export type FailureCategory = keyof typeof FAILURE_CATEGORIES;

export interface FailureOptions {
  /** What was thrown underneath; its message is redacted before it is kept. */
  readonly cause?: unknown;
  /** Texts that must not appear in the message: passwords, tokens. */
  readonly secrets?: readonly string[];
  /** The server's five-character error code, where there is one. */
  readonly sqlState?: string;
  /** What the reader can do about it, one sentence. */
  readonly remedy?: string;
}

/** Shorter texts are part of ordinary words and numbers: a secret in another form is replaced from this length on. */
const LEAST_ENCODED_LENGTH = 8;

/** A secret as it is, and as JSON, URLs, forms, base64 and hexadecimal digits write it; longest first. */
function formsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const url = new URL('any://user@host');
  url.password = secret;
  const encoded = [
    JSON.stringify(secret).slice(1, -1),
    url.password,
    new URLSearchParams([['', secret]]).toString().slice(1),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
    hex,
    hex.toUpperCase(),
  ];
  const long = encoded.filter(({ length }) => length >= LEAST_ENCODED_LENGTH);
  return [secret, encodeURIComponent(secret), ...long].sort((a, b) => b.length - a.length);
}

/** Replaces every secret, as it is or encoded, and any password inside a URL. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets
    .filter((secret) => secret.length > 0)
    .flatMap(formsOf)
    .reduce((redacted, form) => redacted.replaceAll(form, '***'), text);
  return withoutSecrets.replace(/(\w+:\/\/[^\s:/@]*):[^\s/]*@/g, '$1:***@');
}

/**
 * The error every part of SourceSense throws: a closed category, a sentence that says what failed, what to do
 * about it, and no secret in any of them.
 */
export class SourceSenseError extends Error {
  override readonly name = 'SourceSenseError';
  readonly category: FailureCategory;
  readonly sqlState: string | undefined;
  readonly remedy: string | undefined;

  constructor(category: FailureCategory, message: string, options: FailureOptions = {}) {
    const { cause, secrets = [] } = options;
    const remedy = options.remedy === undefined ? undefined : redact(options.remedy, secrets);
    super(redact(remedy === undefined ? message : `${message} ${remedy}`, secrets));
    this.category = category;
    this.sqlState = options.sqlState;
    this.remedy = remedy;
    if (cause !== undefined) {
      this.cause = new Error(redact(messageOf(cause), secrets));
    }
  }

  get retryable(): boolean {
    return FAILURE_CATEGORIES[this.category].retryable;
  }
}

/** Whether what was thrown is one of ours, of this category. */
export function isOfCategory(thrown: unknown, category: FailureCategory): thrown is SourceSenseError {
  return thrown instanceof SourceSenseError && thrown.category === category;
}

/** The message of whatever was thrown; by its shape, since an error of another realm is no `instanceof Error`. */
export function messageOf(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : JSON.stringify(thrown ?? null);
}
