/**
 * Compiles TypeScript, copies the SQL files beside the compiled code, and bundles the workflows.
 * `--out DIR` builds into another folder than `dist`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outIndex = process.argv.indexOf('--out');
const out = join(root, outIndex > 0 ? process.argv[outIndex + 1] : 'dist');
/** Folders whose `.sql` files are read at run time. */
const foldersWithSql = ['catalog', 'sample-db', 'sources'];

const run = (script, ...args) =>
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });

run(
  join(root, 'node_modules/typescript/bin/tsc'),
  '--outDir',
  out,
  '--tsBuildInfoFile',
  join(out, '.tsbuildinfo'),
);

for (const folder of foldersWithSql) {
  for (const entry of readdirSync(join(root, folder), { recursive: true })) {
    if (!entry.endsWith('.sql')) continue;
    mkdirSync(dirname(join(out, folder, entry)), { recursive: true });
    cpSync(join(root, folder, entry), join(out, folder, entry));
  }
}

const bundler = join(out, 'workers/bundle-workflows.js');
if (existsSync(bundler)) run(bundler);
