/**
 * Makes a clone ready and then runs something in it. Works with nothing installed but Node:
 *
 *   node tools/setup.mjs install
 *   node tools/setup.mjs start -- [arguments of `sourcesense up`]
 *   node tools/setup.mjs test -- [arguments of jest]
 *   node tools/setup.mjs run <compiled program> -- [its arguments]
 *
 * What it says goes to standard error: standard output belongs to what is run.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUILD_STAMP, sourceFingerprint } from './fingerprint.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...rest] = process.argv.slice(2);
const separator = rest.indexOf('--');
const [own, passedOn] = separator < 0 ? [rest, []] : [rest.slice(0, separator), rest.slice(separator + 1)];

if (process.env.npm_lifecycle_event !== undefined) endWithParent();
checkNodeVersion();
compileWithOwnHeaders();
if (!isInstalled())
  await timed('Installing the locked dependencies', npmCommand('ci', '--no-fund', '--no-audit'));
sayWhatIsMissing();
if (command === 'install') process.exit();
if (!isBuilt()) await timed('Building', [process.execPath, join(root, 'tools/build.mjs')]);

if (command === 'start') await become('dist/client/main.js', ['up', ...passedOn]);
else if (command === 'run' && own.length === 1) await become(own[0], passedOn);
else if (command === 'test') process.exitCode = await runTests(passedOn);
else fail('Usage: node tools/setup.mjs install|start|test|run <program> -- [arguments]');

/** `kill` of npm ends the shell it runs scripts in, but nobody tells us: our parent changing does. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

function checkNodeVersion() {
  const required = readJson('package.json').engines.node.replace('>=', '');
  const isOlder = process.versions.node.localeCompare(required, undefined, { numeric: true }) < 0;
  if (isOlder) {
    fail(
      `SourceSense needs Node.js ${required} or newer; this is ${process.versions.node}. Get one from https://nodejs.org.`,
    );
  }
}

/**
 * A package that finds nothing prebuilt for this platform, or can't reach where that is, is compiled, with headers of Node that
 * node-gyp would download too. Most installations of Node bring them. A variable that node-gyp reads and npm does not check.
 */
function compileWithOwnHeaders() {
  const prefix = dirname(dirname(process.execPath));
  if (existsSync(join(prefix, 'include/node/node_api.h')))
    process.env.npm_package_config_node_gyp_nodedir ??= prefix;
}

/**
 * Whether node_modules holds exactly what package-lock.json says. npm writes its own record at the end of an
 * installation, so an interrupted one has none. Optional packages may be absent: most are for other platforms.
 */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(readJson('package-lock.json').packages).every(([path, locked]) => {
    const found = installed[path];
    return path === '' || (found ? found.integrity === locked.integrity : locked.optional === true);
  });
}

/** npm passes over an optional package that can't be installed, without a word. */
function sayWhatIsMissing() {
  if (existsSync(join(root, 'node_modules/better-sqlite3'))) return;
  say(
    'better-sqlite3 could not be installed: nothing is prebuilt for this platform or within reach, and compiling it takes a C++ compiler, make and Python. There are no catalogs in SQLite without it, and their tests fail.',
  );
}

function isBuilt() {
  const stamp = join(root, 'dist', BUILD_STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint(root);
}

/** Runs a compiled program in this very process: signals, terminal and exit code are its own, nothing is forwarded. */
async function become(program, args) {
  const file = join(root, program);
  process.argv.splice(1, Infinity, file, ...args);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(file).href);
}

/** Runs jest and closes with its counts alone on a line. Without counts, the run itself is what failed. */
async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'sourcesense-jest-'));
  const file = join(folder, 'counts.json');
  try {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const reporters = ['default', join(root, 'tools/count-reporter.mjs')].map(
      (name) => `--reporters=${name}`,
    );
    const environment = {
      ...process.env,
      JEST_COUNTS_FILE: file,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    // After the arguments: jest takes a file pattern that follows `--reporters` for one more reporter.
    const status = await finished([process.execPath, ...flags, jest, ...args, ...reporters], { environment });
    const counts = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { passed: 0, failed: 1, skipped: 0 };
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
    return status === 0 && counts.failed > 0 ? 1 : status;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a step of the set-up and says how long it took; it ends this process when it fails. */
async function timed(what, argv) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  say(`${what} ...`);
  const ticker = setInterval(() => say(`${what}: ${seconds()} s so far`), 10_000);
  const status = await finished(argv, { stdout: 2 });
  clearInterval(ticker);
  if (status !== 0) fail(`${what} failed after ${seconds()} s; what is wrong is said above.`, status);
  say(`${what}: done in ${seconds()} s`);
}

/** Answers the exit code. Signals are passed on, so that the child ends in order and then we do. */
async function finished([executable, ...args], { stdout = 'inherit', environment = process.env }) {
  const child = spawn(executable, args, {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    env: environment,
  });
  const passOn = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  const status = await new Promise((resolve) => {
    child.once('error', (error) => fail(`${executable} could not be run: ${error.message}`));
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
  for (const signal of signals) process.off(signal, passOn);
  return status;
}

function npmCommand(...args) {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  return isNpm ? [process.execPath, script, ...args] : ['npm', ...args];
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function say(line) {
  console.error(`[setup] ${line}`);
}

function fail(message, status = 1) {
  say(message);
  process.exit(status);
}
