import { execFile } from 'node:child_process';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { copyStatement, MAX_OID } from '../sources/postgres/oid-range.js';
import { queriesForVersion } from '../sources/postgres/queries.js';

/** The programs of PostgreSQL that extraction is compared with. */
export type PeerProgram = 'psql' | 'pg_dump';

const run = promisify(execFile);

/** `15.8` for `pg_dump (PostgreSQL) 15.8`. Throws `unsupported`, saying which package has a missing program. */
export async function peerVersion(program: PeerProgram): Promise<string> {
  try {
    const { stdout } = await run(program, ['--version']);
    return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? stdout.trim();
  } catch (cause) {
    throw new SourceSenseError(
      'unsupported',
      `The program ${program} could not be run: ${messageOf(cause)}.`,
      {
        cause,
        remedy:
          'Install it: postgresql-client on Debian and Ubuntu, postgresql on Fedora and Alpine, libpq with Homebrew.',
      },
    );
  }
}

/** Runs `pg_dump --schema-only` to a file; returns its size in bytes. */
export async function dumpSchema(url: string, directory: string): Promise<number> {
  const file = join(directory, 'schema.sql');
  await run('pg_dump', ['--schema-only', `--file=${file}`, `--dbname=${url}`]);
  return (await stat(file)).size;
}

/**
 * Has `psql` copy what the extraction's own catalog queries return to one file per kind, in one transaction: the least
 * that any reader of the same facts must do. Returns the files' total size in bytes.
 */
export async function copyCatalog(url: string, serverMajor: number, directory: string): Promise<number> {
  const folder = join(directory, 'catalog');
  await mkdir(folder, { recursive: true });
  const script = join(directory, 'catalog.psql');
  await writeFile(script, copyScript(serverMajor, folder));
  await run('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', `--file=${script}`, url]);
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function copyScript(serverMajor: number, folder: string): string {
  const copies = Object.entries(queriesForVersion(serverMajor).kinds).map(([kind, query]) => {
    return `${copyStatement(query, { from: 0, to: MAX_OID })} \\g '${join(folder, kind)}'`;
  });
  return ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;', ...copies, 'COMMIT;', ''].join('\n');
}
