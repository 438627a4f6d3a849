import { DatabaseError } from 'pg';
import { SourceSenseError, messageOf, type FailureCategory } from '../contracts/failure.js';

/** SQLSTATEs (PostgreSQL manual, appendix A) that people meet when they load the sample database. */
const BY_SQL_STATE: Readonly<Record<string, readonly [FailureCategory, string]>> = {
  '28P01': ['authentication', 'Check the user name and password in the URL.'],
  '28000': ['authentication', 'Check the user name in the URL and the pg_hba.conf of the server.'],
  '3D000': ['database_missing', 'Create it first, for example with createdb.'],
  '42501': ['permission', 'The role needs CREATE on the database: GRANT CREATE ON DATABASE ... TO ....'],
  '25006': ['invalid_input', 'The server is read-only: use its primary.'],
  '53300': ['source_busy', 'Close a connection of the server and try again.'],
  '0A000': ['unsupported', 'The sample database needs PostgreSQL 13 or later.'],
};

const BY_NODE_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Check host and port in the URL, and that the server is running.',
  ENOTFOUND: 'Check the host name in the URL.',
  EAI_AGAIN: 'Check the host name in the URL and the name server.',
  ETIMEDOUT: 'Check host and port in the URL, and firewalls in between.',
};

/**
 * What went wrong with loading, as an error that says what to do. Neither the driver nor a server repeats a password,
 * and replacing a short one would garble the sentence and so give it away.
 */
export function loadFailure(thrown: unknown): SourceSenseError {
  if (thrown instanceof SourceSenseError) return thrown;
  const message = `The sample database could not be loaded: ${withPeriod(reasonOf(thrown))}`;
  if (thrown instanceof DatabaseError) {
    const sqlState = thrown.code ?? '';
    const [category, remedy] = BY_SQL_STATE[sqlState] ?? ['internal', undefined];
    return new SourceSenseError(category, message, {
      cause: thrown,
      sqlState,
      ...(remedy && { remedy }),
    });
  }
  const remedy = BY_NODE_CODE[(thrown as NodeJS.ErrnoException).code ?? ''];
  if (remedy !== undefined) return new SourceSenseError('unreachable', message, { cause: thrown, remedy });
  return new SourceSenseError('connection_lost', message, { cause: thrown });
}

/** A refused host name with several addresses is an `AggregateError`, whose own message is empty. */
function reasonOf(thrown: unknown): string {
  const reason =
    thrown instanceof AggregateError ? thrown.errors.map(messageOf).join('; ') : messageOf(thrown);
  return reason === '' ? 'the connection was closed' : reason;
}

function withPeriod(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
