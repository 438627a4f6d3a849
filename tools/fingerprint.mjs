import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the build leaves the fingerprint of what it was made from. */
export const BUILD_STAMP = '.build-stamp';

const GENERATED = /^(node_modules|dist.*|coverage|\..*)$/;

/**
 * The SHA-256 of everything a build is made from: names and contents, not times, which a checkout changes. Reads some
 * 2 MB, about 20 ms.
 */
export function sourceFingerprint(root) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sourceFiles(root))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function sourceFiles(root) {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !GENERATED.test(entry.name))
    .map((entry) => entry.name);
  const nested = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((entry) => `${folder}/${entry}`),
  );
  const top = ['package.json', 'package-lock.json', 'tsconfig.json'].filter((file) =>
    existsSync(join(root, file)),
  );
  return [...top, ...nested.filter((file) => /\.(ts|sql)$/.test(file) || file === 'tools/build.mjs')].sort();
}
