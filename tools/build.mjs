/**
 * Compiles TypeScript, copies the SQL files beside the compiled code, and bundles the workflows.
 * `--out DIR` builds into another folder than `dist`.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD_STAMP, sourceFingerprint } from './fingerprint.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outIndex = process.argv.indexOf('--out');
const outName = outIndex > 0 ? process.argv[outIndex + 1] : 'dist';
const out = join(root, outName);
/** Folders whose `.sql` files are read at run time. */
const foldersWithSql = ['catalog', 'sample-db', 'sources'];

// Taken first: what is edited while the compiler runs is newer than this build.
const fingerprint = sourceFingerprint(root);
rmSync(join(out, BUILD_STAMP), { force: true });
removeOrphans();
run('node_modules/typescript/bin/tsc', '--outDir', out, '--tsBuildInfoFile', join(out, '.tsbuildinfo'));
copySql();
if (existsSync(join(out, 'workers/bundle-workflows.js'))) run(join(outName, 'workers/bundle-workflows.js'));
linkCommand();
writeFileSync(join(out, BUILD_STAMP), fingerprint);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** What was compiled from a source that is gone: a deleted test must not go on running. */
function removeOrphans() {
  if (!existsSync(out)) return;
  for (const entry of readdirSync(out, { recursive: true })) {
    const source = entry.replace(/\.js(\.map)?$/, '.ts');
    const isCompiled = source !== entry && !entry.endsWith('workflow-bundle.js');
    if ((isCompiled || entry.endsWith('.sql')) && !existsSync(join(root, source))) {
      rmSync(join(out, entry));
      // The compiler skips what it believes to be up to date; without its notes it writes everything again.
      rmSync(join(out, '.tsbuildinfo'), { force: true });
    }
  }
}

function copySql() {
  for (const folder of foldersWithSql) {
    for (const entry of readdirSync(join(root, folder), { recursive: true })) {
      if (!entry.endsWith('.sql')) continue;
      mkdirSync(dirname(join(out, folder, entry)), { recursive: true });
      cpSync(join(root, folder, entry), join(out, folder, entry));
    }
  }
}

/** npm links the commands of dependencies only: this makes `npx sourcesense` work in the project's own folder. */
function linkCommand() {
  const command = join(out, 'client/main.js');
  if (outName !== 'dist' || process.platform === 'win32' || !existsSync(command)) return;
  chmodSync(command, 0o755);
  const link = join(root, 'node_modules/.bin/sourcesense');
  rmSync(link, { force: true });
  symlinkSync('../../dist/client/main.js', link);
}
