/**
 * `npm run faults:mutants`: plants defects, one at a time, in a copy of the build, and runs what must see each of them: the
 * fault harness with one strike, or a suite of tests. A defect that nobody sees is one that we would not see either.
 */
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Mutant {
  /** What is missing. */
  readonly name: string;
  /** Compiled file. */
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
  /** Arguments of the harness, or a pattern of test files. */
  readonly seenBy: { readonly strike: string } | { readonly tests: string };
}

const MUTANTS: readonly Mutant[] = [
  {
    name: 'the fence of landing',
    file: 'catalog/postgres/landing-steps.js',
    from: /epoch = \$3|WHERE step\.epoch <= excluded\.epoch/g,
    to: '$3::bigint IS NOT NULL',
    seenBy: { tests: 'contract/catalog-landing' },
  },
  {
    name: 'the fsync of the folder',
    file: 'artifacts/local/local-store.js',
    from: /await unlessMissing\(syncFolder\(dirname\(path\)\)\);/,
    to: '',
    seenBy: { tests: 'integration/file-system-faults' },
  },
  {
    name: 'ON CONFLICT of the artifact registry',
    file: 'catalog/postgres/artifact-registry.js',
    from: /ON CONFLICT \(artifact_id\) DO UPDATE SET[^`]*?(?=RETURNING|`)/g,
    to: '',
    seenBy: { strike: 'the step fails as when a connection breaks@registerArtifacts/after' },
  },
  {
    name: 'the scrubber of secrets',
    file: 'contracts/failure.js',
    from: /return withoutSecrets\.replace\(/,
    to: 'return text ?? withoutSecrets.replace(',
    seenBy: { tests: 'unit/failure' },
  },
  {
    name: 'the check of hashes',
    file: 'artifacts/verified-content.js',
    from: /if \(content\.sha256 === expected\.sha256 && content\.sizeBytes === expected\.sizeBytes\)/,
    to: '',
    seenBy: { tests: 'unit/artifacts-checkpoint' },
  },
  {
    name: 'the heartbeat',
    file: 'activities/run-activity.js',
    from: /heartbeat\(watch\.heartbeat\(\)\);/,
    to: '',
    seenBy: { strike: 'a step takes longer than the heartbeat timeout@loadCatalog/during' },
  },
  {
    name: "the partition's replacement when it is read again",
    file: 'catalog/postgres/landing.js',
    from: /await setAsideReading\([^;]*\);/,
    to: ';',
    seenBy: { tests: 'e2e/changing-source' },
  },
  {
    name: "the ledger's check",
    file: 'catalog/ledger.js',
    from: /const complete = [^;]*;/,
    to: 'const complete = gaps.length === 0;',
    seenBy: { tests: 'unit/catalog-ledger' },
  },
];

const build = fileURLToPath(new URL('../..', import.meta.url));
const root = dirname(build.replace(/\/$/, ''));
const copy = join(root, 'dist-mutant');

function run(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
  return new Promise((resolve) => child.once('close', resolve));
}

function check({ seenBy }: Mutant): Promise<number | null> {
  if ('strike' in seenBy)
    return run([join(copy, 'test/faults/main.js'), '--lanes', '1', '--strike', seenBy.strike]);
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  return run(['--experimental-vm-modules', jest, '--rootDir', copy, `/${seenBy.tests}`]);
}

function plant({ file, from, to, name }: Mutant): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const mutated = text.replace(from, to);
  if (mutated === text)
    throw new Error(`There is nowhere to plant "${name}" in ${file}: the code has changed.`);
  writeFileSync(path, mutated);
}

/** Those whose names hold a word that is given; all unless one is. */
const [word = ''] = process.argv.slice(2);
const chosen = MUTANTS.filter(({ name }) => name.includes(word));
let survivors = 0;
try {
  for (const mutant of chosen) {
    cpSync(build, copy, { recursive: true });
    const passesWithout = (await check(mutant)) === 0;
    plant(mutant);
    const isSeen = (await check(mutant)) !== 0;
    const verdict = !passesWithout ? 'fails without the defect too' : isSeen ? 'seen' : 'NOT SEEN';
    if (verdict !== 'seen') survivors += 1;
    process.stdout.write(`without ${mutant.name}: ${verdict}\n`);
    rmSync(copy, { recursive: true, force: true });
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`${chosen.length - survivors} of ${chosen.length} planted defects were seen\n`);
process.exitCode = survivors === 0 ? 0 : 1;
