import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/command.js';

const PAGES = [
  'README.md',
  'docs/usage.md',
  'docs/migrating.md',
  'docs/command-line.md',
  'docs/encryption.md',
  'docs/held-runs.md',
  'docs/schedules.md',
];

/** The lines of code blocks that start with the command, their words. */
function commandsOf(page: string): string[][] {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter((line) => /^(npx )?sourcesense /.test(line))
    .map((line) => line.replace(/^npx /, '').match(/'[^']*'|\S+/g) ?? []);
}

/** The words that name the command, and the options used with it. */
function partsOf([, ...words]: readonly string[]): { command: string; options: string[] } {
  const nested = ['catalog', 'artifacts', 'schedule', 'export'].includes(words[0] ?? '');
  return {
    command: words.slice(0, nested ? 2 : 1).join(' '),
    options: words.filter((word) => word.startsWith('--')),
  };
}

const used = new Map<string, Set<string>>();
for (const { command, options } of PAGES.flatMap(commandsOf).map(partsOf)) {
  used.set(command, new Set([...(used.get(command) ?? []), ...options]));
}

describe('The commands that the documentation shows', () => {
  it('are many', () => {
    expect(used.size).toBeGreaterThan(20);
  });

  it.each([...used])('%s exists, with the options shown', async (command, options) => {
    const { exitCode, stdout } = await runCommand([...command.split(' '), '--help'], {});
    expect(exitCode).toBe(0);
    for (const option of options) expect(stdout).toContain(`${option} `);
  });
});
