import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceSenseError } from '../contracts/failure.js';
import { identify, isRunning, isSameProcess, type ProcessIdentity } from './process-identity.js';

/** One stack per data folder: whoever holds the lock may start servers in it and write its ledger. */
export interface FolderLock {
  /** The lock's file name in the folder. */
  readonly name: string;
  release(): void;
}

const LOCK_NAME = 'stack.lock';

/**
 * Takes the folder's lock for this process. A lock whose owner is gone is taken over.
 *
 * @throws SourceSenseError `invalid_input` when a running process holds it
 */
export function lockFolder(directory: string): FolderLock {
  const file = join(directory, LOCK_NAME);
  const own = identify(process.pid);
  if (own === undefined) throw new Error(`Process ${process.pid} can't tell its own start time.`);
  mkdirSync(directory, { recursive: true });
  // Linked into place, complete: a reader never sees half a lock.
  const draft = `${file}.${own.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    while (!tryLink(draft, file)) breakStaleLock(file, directory);
  } finally {
    rmSync(draft);
  }
  return {
    name: LOCK_NAME,
    release: () => {
      if (isSameProcess(readOwner(file), own)) rmSync(file);
    },
  };
}

/** The process that holds the folder's lock and still runs. */
export function folderOwner(directory: string): ProcessIdentity | undefined {
  const owner = readOwner(join(directory, LOCK_NAME));
  return owner !== undefined && isRunning(owner) ? owner : undefined;
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function breakStaleLock(file: string, directory: string): void {
  const owner = readOwner(file);
  if (owner !== undefined && isRunning(owner)) throw alreadyRunning(owner, directory);
  const stale = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, stale);
  } catch {
    return; // Somebody else broke it.
  }
  // Between the look and the rename another process may have taken the lock: then it is given back.
  if (!isSameProcess(readOwner(stale), owner)) tryLink(stale, file);
  rmSync(stale);
}

function readOwner(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

function alreadyRunning(owner: ProcessIdentity, directory: string): SourceSenseError {
  return new SourceSenseError(
    'invalid_input',
    `SourceSense is already running in ${directory}, as process ${owner.pid}.`,
    {
      remedy: `Stop it with Ctrl-C where it runs or with \`kill ${owner.pid}\`, or choose another data folder.`,
    },
  );
}
