import { type FailureCategory, messageOf, SourceSenseError } from '../../contracts/failure.js';

type Explanation = readonly [category: FailureCategory, remedy: string];

const misshapen: Explanation = [
  'incomplete',
  'The rows are not of the shape the catalog has: the worker and the catalog may be of different versions.',
];
const busy: Explanation = [
  'store_unavailable',
  'Another process writes to the file; it is retried. Raise catalog.busy_timeout_ms if it happens often.',
];
const noRoom: Explanation = ['store_unavailable', 'Check the disk that catalog.file is on; it is retried.'];
const notAllowed: Explanation = [
  'permission',
  'Let this user write catalog.file and its folder, or choose another file.',
];
const notOurs: Explanation = ['unsupported', 'Choose another catalog.file, or restore this one.'];

/** SQLite's result codes, without what an extended code adds: https://www.sqlite.org/rescode.html */
const BY_CODE: Readonly<Record<string, Explanation>> = {
  SQLITE_CONSTRAINT: misshapen,
  SQLITE_MISMATCH: misshapen,
  SQLITE_TOOBIG: misshapen,
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
  SQLITE_FULL: noRoom,
  SQLITE_IOERR: noRoom,
  SQLITE_CANTOPEN: notAllowed,
  SQLITE_READONLY: notAllowed,
  SQLITE_PERM: notAllowed,
  EACCES: notAllowed,
  EROFS: notAllowed,
  ENOTDIR: notAllowed,
  EEXIST: notAllowed,
  SQLITE_NOTADB: notOurs,
  SQLITE_CORRUPT: notOurs,
};

/** The result code of what `better-sqlite3` threw, by shape: `SQLITE_CONSTRAINT_UNIQUE`; empty when it has none. */
export function resultCode(thrown: unknown): string {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Whether another process was in the way, so that trying again may help. */
export function isBusy(thrown: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(resultCode(thrown));
}

/**
 * Turns what `better-sqlite3` throws into a `SourceSenseError`. `operation` completes "The catalog could not ...". An
 * error that is one already passes unchanged.
 */
export function toCatalogError(thrown: unknown, operation: string, file: string): SourceSenseError {
  if (thrown instanceof SourceSenseError) return thrown;
  const code = resultCode(thrown);
  const [category, remedy] = BY_CODE[code] ??
    BY_CODE[code.split('_').slice(0, 2).join('_')] ?? ['internal', undefined];
  const detail = messageOf(thrown).replace(/\.$/, '');
  return new SourceSenseError(category, `The catalog ${file} could not ${operation}: ${detail}.`, {
    cause: thrown,
    ...(remedy !== undefined && { remedy }),
  });
}

/** A value that no provider keeps, PostgreSQL's types being the narrower ones; `value` completes "can't keep ...". */
export function unfit(value: string, cause?: unknown): SourceSenseError {
  return new SourceSenseError('incomplete', `The catalog can't keep ${value}.`, { cause });
}
