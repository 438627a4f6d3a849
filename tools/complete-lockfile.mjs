/**
 * Completes package-lock.json after `npm install` on a registry mirror that serves the packages of one platform only:
 * npm then leaves the other platforms' optional packages out of the lock file, and `npm ci` refuses it on every
 * machine. Adds them with version, operating system, processor and C library, which their names tell; the registry's
 * own metadata supplies the rest where they are installed. Changes nothing in a complete file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = Object.entries(lock.packages).flatMap(([dependent, { optionalDependencies = {} }]) =>
  missingOf(dependent, optionalDependencies),
);
for (const [path, entry] of added) lock.packages[path] = entry;
const sorted = Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
if (added.length > 0)
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${added.length} packages of other platforms added.`);

function missingOf(dependent, optionalDependencies) {
  const names = Object.keys(optionalDependencies);
  const present = names
    .map((name) => locate(dependent, name, optionalDependencies[name]))
    .find((path) => path !== undefined);
  return names
    .filter((name) => locate(dependent, name, optionalDependencies[name]) === undefined)
    .map((name) => [
      pathFor(name, dependent, present),
      entryFor(name, optionalDependencies[name], lock.packages[present]),
    ]);
}

/** Where Node finds the package, looking upwards from its dependent; undefined when that is of another version. */
function locate(dependent, name, range) {
  const path = `${dependent === '' ? '' : `${dependent}/`}node_modules/${name}`;
  const found = lock.packages[path];
  if (found) return found.version === range || majorOf(found.version) === majorOf(range) ? path : undefined;
  if (dependent === '') return undefined;
  const above = dependent.lastIndexOf('/node_modules/');
  return locate(above < 0 ? '' : dependent.slice(0, above), name, range);
}

/** Beside the package for this platform, since the same version must be free there. */
function pathFor(name, dependent, present) {
  const above =
    present === undefined
      ? dependent
      : present.slice(0, present.lastIndexOf('node_modules/')).replace(/\/$/, '');
  return `${above === '' ? '' : `${above}/`}node_modules/${name}`;
}

function entryFor(name, range, present) {
  const [, os, cpu, abi] =
    /(darwin|linux|win32|windows|android|freebsd|openharmony|wasm32)-?(arm64|arm|x64|ia32|ppc64|s390x|riscv64|loong64|wasi)(?:-(\w+))?$/.exec(
      name,
    ) ?? [];
  if (os === undefined)
    throw new Error(`The name ${name} tells no platform: install on a complete registry.`);
  const libc = { gnu: 'glibc', musl: 'musl' }[abi];
  return {
    version: /^\d/.test(range) ? range : present.version,
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
    ...(present?.dev && { dev: true }),
    ...(present?.license && { license: present.license }),
    optional: true,
    os: [os === 'windows' ? 'win32' : os],
    ...(present?.engines && { engines: present.engines }),
  };
}

function majorOf(version) {
  return /\d+/.exec(version)[0];
}
