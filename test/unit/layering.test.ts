import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Which folders a folder may import from, besides itself, and which packages; `type` marks those of which it may
 * import types only. The law of docs/architecture.md.
 */
const LAW: Record<string, { folders: string[]; types?: string[]; packages?: RegExp; notPackages?: RegExp }> =
  {
    contracts: { folders: [], packages: /^$/ },
    workflows: {
      folders: ['contracts'],
      types: ['activities'],
      packages: /^@temporalio\/(workflow|common)$/,
    },
    batches: { folders: ['contracts'], packages: /^$/ },
    sources: { folders: ['contracts', 'batches'], notPackages: /^@temporalio\/|^@aws-sdk\// },
    artifacts: { folders: ['contracts', 'batches'], notPackages: /^@temporalio\/|^pg/ },
    filters: { folders: ['contracts', 'batches'], packages: /^(re2js|zod)$/ },
    transform: { folders: ['contracts', 'batches'], notPackages: /^@temporalio\/|^@aws-sdk\/|^pg/ },
    catalog: { folders: ['contracts', 'batches'], notPackages: /^@temporalio\/|^@aws-sdk\/(?!rds-signer$)/ },
    ddl: { folders: ['contracts'], packages: /^$/ },
    activities: {
      folders: ['contracts', 'batches', 'filters', 'sources', 'artifacts', 'transform', 'catalog'],
      packages: /^@temporalio\/activity$/,
    },
    lint: { folders: ['contracts'], packages: /^zod$/ },
    diff: { folders: ['contracts', 'filters'], packages: /^zod$/ },
    payloads: {
      folders: ['contracts', 'config'],
      packages: /^(node:.*|zod|@temporalio\/(common|proto))$/,
    },
    config: {
      folders: ['contracts', 'filters', 'sources', 'artifacts', 'catalog', 'lint', 'diff', 'payloads'],
    },
    client: {
      folders: [
        'contracts',
        'config',
        'filters',
        'catalog',
        'ddl',
        'artifacts',
        'lint',
        'diff',
        'payloads',
        'stack',
        'sample-db',
        'workers',
      ],
      types: ['workflows'],
      notPackages: /^@temporalio\/(worker|workflow|activity)$/,
    },
    stack: { folders: ['contracts'], notPackages: /^@temporalio\/(worker|workflow|activity)$/ },
    'sample-db': { folders: ['contracts'], notPackages: /^@temporalio\/|^@aws-sdk\// },
  };

/** Folders that hold a plug-in each: they may not import one another. */
const FAMILIES = ['sources', 'artifacts', 'catalog'];
/** Folders of a family that its plug-ins share: every one may import them, and they none. */
const SHARED = ['catalog/reading', 'catalog/annotations'];

interface Import {
  file: string;
  specifier: string;
  typeOnly: boolean;
}

function importsOf(file: string, text: string): Import[] {
  const pattern =
    /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    specifier: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

/** What the law has against an import, or null. */
function violation({ file, specifier, typeOnly }: Import): string | null {
  const folder = file.split('/')[0] ?? '';
  const law = LAW[folder];
  if (law === undefined) return null;
  if (!specifier.startsWith('.')) {
    const allowed = law.packages?.test(specifier) ?? !(law.notPackages?.test(specifier) ?? false);
    return allowed ? null : `${file} imports ${specifier}`;
  }
  const target = relative(root, join(root, dirname(file), specifier)).split('/');
  const [targetFolder = '', plugin = ''] = target;
  if (targetFolder === folder) {
    const own = file.split('/')[1] ?? '';
    const isSibling = own !== plugin && !own.includes('.') && !plugin.includes('.');
    const crosses =
      FAMILIES.includes(folder) && isSibling && !SHARED.includes([targetFolder, plugin].join('/'));
    return crosses ? `${file} imports its sibling ${plugin}` : null;
  }
  if (folder === 'config') {
    const isConfig = specifier.endsWith('/config.js') || targetFolder === 'contracts';
    return isConfig ? null : `${file} imports ${specifier}: only contracts and config.ts files`;
  }
  if (law.folders.includes(targetFolder) || (typeOnly && law.types?.includes(targetFolder))) return null;
  return `${file} imports ${typeOnly ? 'types of ' : ''}${targetFolder}`;
}

function sourceFiles(): string[] {
  return Object.keys(LAW).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
}

describe('the import law', () => {
  it('is kept by every file', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(60);
    const found = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
    expect(found.map(violation).filter((message) => message !== null)).toEqual([]);
  });

  it.each([
    ['contracts/a.ts', "import { x } from 'zod';"],
    ['workflows/a.ts', "import { x } from '../activities/index.js';"],
    ['workflows/a.ts', "import { readFile } from 'node:fs';"],
    ['sources/postgres/a.ts', "import { x } from '../../catalog/provider.js';"],
    ['artifacts/local/a.ts', "import { x } from '../s3/index.js';"],
    ['catalog/a.ts', "import { x } from '@temporalio/client';"],
    ['catalog/reading/a.ts', "import { x } from '../postgres/pool.js';"],
    ['activities/a.ts', "import pg from 'pg';"],
    ['ddl/a.ts', "import { x } from '../catalog/provider.js';"],
    ['diff/a.ts', "import { x } from '../catalog/provider.js';"],
    ['lint/a.ts', "import { x } from '../catalog/provider.js';"],
    ['config/a.ts', "import { x } from '../sources/postgres/index.js';"],
    ['sources/a.ts', "const x = await import('../workers/run-worker.js');"],
  ])('refuses in %s: %s', (file, text) => {
    expect(importsOf(file, text).map(violation)).toEqual([expect.stringContaining(file)]);
  });

  it('lets workflows import the types of activities', () => {
    const [found] = importsOf('workflows/a.ts', "import type { X } from '../activities/index.js';");
    expect(found && violation(found)).toBeNull();
  });
});

describe('the names of files and folders', () => {
  it('are never drawers for whatever is left over', () => {
    const drawers = sourceFiles().filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file),
    );
    expect(drawers).toEqual([]);
  });
});
